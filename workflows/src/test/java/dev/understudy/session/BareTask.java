package dev.understudy.session;

import dev.understudy.audience.AudiencePolicy;
import dev.understudy.audience.Audiences;
import java.util.List;
import java.util.Optional;

/** A task without Temporal: what its workflow code asks, in the same order. */
final class BareTask {
  /** Who gives each order, and why. */
  static final Control ORDER = new Control("alice", "lunch");

  private final AudiencePolicy policy;
  Audiences audiences;
  StandingOrders ordered = StandingOrders.NOTHING;

  /** Temporal has been asked, but has not cancelled it yet. */
  boolean isCancelling;

  boolean isCancelled;

  BareTask(AudiencePolicy policy) {
    this.policy = policy;
    this.audiences = Audiences.of(policy, 0);
  }

  void pause(long now) {
    ordered.requireNotCancelled();
    ordered.requireMayBePaused();
    ordered = ordered.paused(ORDER);
    become(audiences.held(now));
  }

  void resume(long now) {
    ordered.requireNotCancelled();
    ordered.requireMayBeResumed(audiences.state().isPausing());
    ordered = ordered.resumed();
    become(audiences.excused(now));
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
    CarriedOver carried = new CarriedOver(
        Optional.empty(),
        ordered.pausedBy(),
        List.of(),
        List.of(),
        cancellation,
        0,
        Optional.empty());
    ordered = StandingOrders.in(carried);
    isCancelling = carried.cancellation().isPresent();
    become(Audiences.of(policy, now).carryingOn(audiences.carried(now), now));
    if (ordered.isPaused()) {
      become(audiences.held(now));
    }
  }

  void become(Audiences next) {
    audiences = next;
    isCancelled |= audiences.isGivenUp();
  }

  boolean isPaused() {
    return ordered.isPaused() || audiences.state().isPausing();
  }
}
