/**
 * The judge: what anybody with an unmodified Ably client sees of a channel's presence.
 *
 * <p>Shares no code with the runtime it judges, and runs in a process of its own.
 */
@NullMarked
package dev.understudy.samples.watcher;

import org.jspecify.annotations.NullMarked;
