package dev.understudy.session;

import java.util.Optional;

/**
 * What people have ordered of a task that still counts, and so what they may order next. Pure. Immutable.
 *
 * @param pausedBy who has paused it; empty unless somebody has
 * @param cancelledBy who has cancelled it; empty unless somebody has
 */
record Ordered(Optional<Control> pausedBy, Optional<Control> cancelledBy) {
  static final Ordered NOTHING = new Ordered(Optional.empty(), Optional.empty());

  /** What an earlier run was ordered. */
  static Ordered in(Carried earlier) {
    return new Ordered(
        earlier.pausedBy(), earlier.cancellation().flatMap(Carried.Cancellation::by));
  }

  boolean isPaused() {
    return pausedBy.isPresent();
  }

  Ordered paused(Control order) {
    return new Ordered(Optional.of(order), cancelledBy);
  }

  Ordered resumed() {
    return new Ordered(Optional.empty(), cancelledBy);
  }

  Ordered cancelled(Control order) {
    return new Ordered(pausedBy, Optional.of(order));
  }

  void requireMayBePaused() {
    pausedBy.ifPresent(earlier -> {
      throw new IllegalStateException(
          "the task is paused already, by %s: it stays so until somebody resumes it"
              .formatted(earlier.by()));
    });
  }

  /** A task that waits for people may be resumed as well. */
  void requireMayBeResumed(boolean isWaitingForPeople) {
    if (!isPaused() && !isWaitingForPeople) {
      throw new IllegalStateException("the task is not paused: there is nothing to resume");
    }
  }

  void requireNotCancelled() {
    cancelledBy.ifPresent(earlier -> {
      throw new IllegalStateException(
          "the task is cancelled already, by %s: it is cleaning up".formatted(earlier.by()));
    });
  }
}
