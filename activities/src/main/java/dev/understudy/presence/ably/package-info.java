/** Ably: connections and channels, and what a channel tells of who is there. */
@NullMarked
package dev.understudy.presence.ably;

import org.jspecify.annotations.NullMarked;
