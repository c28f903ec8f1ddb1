package dev.understudy.session;

import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import java.util.Optional;

/**
 * What people have ordered of a task that still counts, and so what they may order next. Pure. Immutable.
 *
 * @param pausedBy who has paused it; empty unless somebody has
 * @param cancelledBy who has cancelled it; empty unless somebody has
 */
record StandingOrders(Optional<Control> pausedBy, Optional<Control> cancelledBy) {
  static final StandingOrders NOTHING = new StandingOrders(Optional.empty(), Optional.empty());

  /** What an earlier run was ordered. */
  static StandingOrders in(CarriedOver earlier) {
    return new StandingOrders(
        earlier.pausedBy(), earlier.cancellation().flatMap(CarriedOver.Cancellation::by));
  }

  boolean isPaused() {
    return pausedBy.isPresent();
  }

  StandingOrders paused(Control order) {
    return new StandingOrders(Optional.of(order), cancelledBy);
  }

  StandingOrders resumed() {
    return new StandingOrders(Optional.empty(), cancelledBy);
  }

  StandingOrders cancelled(Control order) {
    return new StandingOrders(pausedBy, Optional.of(order));
  }

  void requireMayBePaused() {
    pausedBy.ifPresent(earlier -> {
      throw new RefusedArgumentException(
          RefusalCode.TASK_PAUSED_ALREADY,
          "the task is paused already, by %s: it stays so until somebody resumes it"
              .formatted(earlier.by()));
    });
  }

  /** A task that waits for people may be resumed as well. */
  void requireMayBeResumed(boolean isWaitingForPeople) {
    if (!isPaused() && !isWaitingForPeople) {
      throw new RefusedArgumentException(
          RefusalCode.TASK_NOT_PAUSED, "the task is not paused: there is nothing to resume");
    }
  }

  void requireNotCancelled() {
    cancelledBy.ifPresent(earlier -> {
      throw new RefusedArgumentException(
          RefusalCode.TASK_CANCELLED_ALREADY,
          "the task is cancelled already, by %s: it is cleaning up".formatted(earlier.by()));
    });
  }
}
