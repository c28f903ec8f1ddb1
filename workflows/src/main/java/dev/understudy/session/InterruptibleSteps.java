package dev.understudy.session;

import dev.understudy.step.OutputPlace;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/** Steps that give way to a pause. Workflow code. */
final class InterruptibleSteps {
  /** Why a step is cancelled. */
  private static final String PAUSE = "the work pauses";

  private final Checkpoints checkpoints;
  private final Pauses pauses;
  private int discarded;

  InterruptibleSteps(Checkpoints checkpoints, Pauses pauses) {
    this.checkpoints = checkpoints;
    this.pauses = pauses;
  }

  /** How many steps were thrown away; one within another is a part of it. */
  int discarded() {
    return discarded;
  }

  /** What is done anew replaces, for readers, all that was put out before: it is as if that had not been. */
  <R> R perform(Functions.Func<R> step) {
    OutputPlace place = new OutputPlace();
    while (true) {
      checkpoints.pass();
      Optional<Promise<R>> done = untilPaused(place, step);
      if (done.isPresent()) {
        place.end();
        return done.get().get();
      }
      if (!isWithinAnother()) {
        discarded++;
      }
    }
  }

  /** Whether this one is a part of a step that gives way as well, and is counted. */
  private static boolean isWithinAnother() {
    CancellationScope around = CancellationScope.current();
    return around.isCancelRequested() && PAUSE.equals(around.getCancellationReason());
  }

  /** The step's outcome; empty if it gave way. One that ends all the same while it is cancelled counts. */
  private <R> Optional<Promise<R>> untilPaused(OutputPlace place, Functions.Func<R> step) {
    CompletablePromise<R> outcome = Workflow.newPromise();
    CancellationScope scope = Workflow.newCancellationScope(
        () -> outcome.completeFrom(place.fill(() -> Async.function(step))));
    scope.run();
    // Detached: a task that is cancelled waits for its step's clean-up, as a plain call would.
    Workflow.newDetachedCancellationScope(
            () -> Workflow.await(() -> outcome.isCompleted() || pauses.isPaused()))
        .run();
    if (outcome.isCompleted()) {
      return Optional.of(outcome);
    }
    scope.cancel(PAUSE);
    return isCancelled(outcome) ? Optional.empty() : Optional.of(outcome);
  }

  private static boolean isCancelled(Promise<?> outcome) {
    return outcome.getFailure() instanceof TemporalFailure failure && isCancellation(failure);
  }

  /** Whether a cancellation is why something failed. */
  static boolean isCancellation(TemporalFailure failure) {
    return failure instanceof CanceledFailure || failure.getCause() instanceof CanceledFailure;
  }
}
