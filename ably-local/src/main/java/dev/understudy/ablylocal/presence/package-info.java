/** Who is present on a channel, and what an enter, an update or a leave means. */
@Internal
@NullMarked
package dev.understudy.ablylocal.presence;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
