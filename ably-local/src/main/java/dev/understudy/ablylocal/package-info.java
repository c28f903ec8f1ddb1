/** An Ably-compatible realtime server in the JVM, for development and tests. */
@NullMarked
package dev.understudy.ablylocal;

import org.jspecify.annotations.NullMarked;
