package dev.understudy.session;

import java.util.List;
import java.util.Optional;

/** A task without Temporal: what its workflow code asks, in the same order. */
final class BareTask {
  /** Who gives each order, and why. */
  static final Control ORDER = new Control("alice", "lunch");

  private final Expectation expectation;
  Outlook outlook;
  Ordered ordered = Ordered.NOTHING;

  /** Temporal has been asked, but has not cancelled it yet. */
  boolean isCancelling;

  boolean isCancelled;

  BareTask(Expectation expectation) {
    this.expectation = expectation;
    this.outlook = Outlook.of(expectation, 0);
  }

  void pause(long now) {
    ordered.requireNotCancelled();
    ordered.requireMayBePaused();
    ordered = ordered.paused(ORDER);
    become(outlook.held(now));
  }

  void resume(long now) {
    ordered.requireNotCancelled();
    ordered.requireMayBeResumed(outlook.company().isPausing());
    ordered = ordered.resumed();
    become(outlook.excused(now));
  }

  void cancel() {
    ordered.requireNotCancelled();
    ordered = ordered.cancelled(ORDER);
    isCancelling = true;
  }

  /** What a run hands to the next, and that makes of it; a cancellation on its way is lost. */
  void continueAsNew(long now) {
    Optional<Carried.Cancellation> cancellation = isCancelling
        ? Optional.of(new Carried.Cancellation(ordered.cancelledBy()))
        : Optional.empty();
    Carried carried = new Carried(ordered.pausedBy(), List.of(), List.of(), cancellation, 0);
    ordered = Ordered.in(carried);
    isCancelling = carried.cancellation().isPresent();
    become(Outlook.of(expectation, now).carryingOn(outlook.carried(now), now));
    if (ordered.isPaused()) {
      become(outlook.held(now));
    }
  }

  void become(Outlook next) {
    outlook = next;
    isCancelled |= outlook.isGivenUp();
  }

  boolean isPaused() {
    return ordered.isPaused() || outlook.company().isPausing();
  }
}
