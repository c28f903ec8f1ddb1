package dev.understudy.session;

import dev.understudy.presence.User;

/**
 * Hears of users who come and go. Called in workflow code, one call at a time; one that blocks holds
 * up what is decided about abandonment, so start what takes long with {@code Async}.
 *
 * <p>A failure of Temporal's that it throws fails the task: the session's work is cancelled, and {@link
 * AgentSession#attend} throws that failure. Any other exception is a bug, for which Temporal holds the task
 * until it is mended.
 */
public interface PeopleListener {
  /** A user is online who was not. */
  default void entered(User user) {}

  /** A user is on more or fewer devices than before, or has another role. */
  default void updated(User user) {}

  /** The last device of a user has left. */
  default void left(User user) {}
}
