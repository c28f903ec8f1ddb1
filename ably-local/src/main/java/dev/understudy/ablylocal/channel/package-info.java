/**
 * Channels, who is attached to them, and what each attachment is told. A channel knows subscribers, and neither
 * connections nor sockets.
 */
@Internal
@NullMarked
package dev.understudy.ablylocal.channel;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
