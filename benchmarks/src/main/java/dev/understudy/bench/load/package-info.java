/**
 * Many clients of ably-local at once, and of a raw server on the same WebSocket library beside it. Each
 * server is a process of its own; all clients share one event loop of this one.
 */
@NullMarked
package dev.understudy.bench.load;

import org.jspecify.annotations.NullMarked;
