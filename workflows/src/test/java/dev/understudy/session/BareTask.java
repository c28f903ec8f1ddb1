package dev.understudy.session;

import dev.understudy.audience.AudiencePolicy;
import dev.understudy.audience.Audiences;
import java.util.List;
import java.util.Optional;

/** A task without Temporal: what its workflow code asks, in the same order. */
final class BareTask {
  /** Who gives each order, and why. */
  static final Control ORDER = new Control("alice", "lunch");

  private final AudiencePolicy expectation;
  Audiences outlook;
  StandingOrders ordered = StandingOrders.NOTHING;

  /** Temporal has been asked, but has not cancelled it yet. */
  boolean isCancelling;

  boolean isCancelled;

  BareTask(AudiencePolicy expectation) {
    this.expectation = expectation;
    this.outlook = Audiences.of(expectation, 0);
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
    Optional<CarriedOver.Cancellation> cancellation = isCancelling
        ? Optional.of(new CarriedOver.Cancellation(ordered.cancelledBy()))
        : Optional.empty();
    CarriedOver carried =
        new CarriedOver(ordered.pausedBy(), List.of(), List.of(), cancellation, 0);
    ordered = StandingOrders.in(carried);
    isCancelling = carried.cancellation().isPresent();
    become(Audiences.of(expectation, now).carryingOn(outlook.carried(now), now));
    if (ordered.isPaused()) {
      become(outlook.held(now));
    }
  }

  void become(Audiences next) {
    outlook = next;
    isCancelled |= outlook.isGivenUp();
  }

  boolean isPaused() {
    return ordered.isPaused() || outlook.company().isPausing();
  }
}
