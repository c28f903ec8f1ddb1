/**
 * Connections, which outlive the transports that carry them: resumed within their time, watched for
 * silence, and forgotten.
 */
@Internal
@NullMarked
package dev.understudy.ablylocal.connection;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
