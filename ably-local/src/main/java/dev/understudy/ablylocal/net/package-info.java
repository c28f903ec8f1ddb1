/** The edge: the event loop, the port, the sockets and the system's clock. All that knows Vert.x is here. */
@Internal
@NullMarked
package dev.understudy.ablylocal.net;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
