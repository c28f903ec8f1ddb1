/** The whole of the server behind its sockets: who is let in, and where what clients send is led to. */
@Internal
@NullMarked
package dev.understudy.ablylocal.realtime;

import dev.understudy.ablylocal.Internal;
import org.jspecify.annotations.NullMarked;
