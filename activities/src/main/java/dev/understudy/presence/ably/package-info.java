/** Presence over Ably: connections, channels and the attendances that a worker holds. */
@NullMarked
package dev.understudy.presence.ably;

import org.jspecify.annotations.NullMarked;
