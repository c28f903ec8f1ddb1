/** Tests of the server: its decisions by themselves, the whole of it with Ably's own clients over real sockets. */
@NullMarked
package dev.understudy.ablylocal;

import org.jspecify.annotations.NullMarked;
