/**
 * The judge: what anybody with an unmodified Ably client sees of a channel's presence.
 *
 * <p>Shares nothing but the command line with the runtime it judges, and runs in a process of its
 * own. Of an agent's presence data it reads the reason of a leave, to tell a goodbye from a gap.
 */
@NullMarked
package dev.understudy.samples.watcher;

import org.jspecify.annotations.NullMarked;
