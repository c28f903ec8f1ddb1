package dev.understudy.session;

import dev.understudy.presence.LeaveReason;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;

/**
 * Work that is done while its agent is present: it does not begin before the first arrival if that is waited
 * for, is cancelled when the agent is lost, and how it ends is why the agent leaves. Workflow code.
 */
final class AttendedWork {
  private final OpenSession session;
  private final AttendanceHandle attendance;
  private final AudienceWatch watch;
  private final Functions.Proc1<LeaveReason> closing;

  /** Work in {@code session}, which {@code closing} closes. */
  AttendedWork(OpenSession session, Functions.Proc1<LeaveReason> closing) {
    this.session = session;
    this.attendance = session.attendance();
    this.watch = session.watch();
    this.closing = closing;
  }

  /** Does {@code work} and closes the session, unless the work continues as new or has a bug. */
  <R> R perform(Functions.Func<R> work) {
    try {
      R result = whilePresent(work);
      closing.apply(reasonOfReturn());
      attendance.throwIfRefused();
      return result;
    } catch (RuntimeException | Error failure) {
      if (TaskFailures.isEnd(failure)) {
        closing.apply(reasonOfFailure());
      }
      throw failure;
    }
  }

  private <R> R whilePresent(Functions.Func<R> work) {
    CompletablePromise<R> result = Workflow.newPromise();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> result.complete(afterFirstArrival(work)));
    attendance.whenEnded(() -> {
      if (session.openness().isOpen()) {
        scope.cancel("the agent is not present any more");
      }
    });
    watch.listeners().whenFailed(() -> scope.cancel("a listener has failed the task"));
    try {
      scope.run();
    } catch (TemporalFailure failure) {
      throwWhatOutranks(InterruptibleSteps.isCancellation(failure));
      throw failure;
    }
    throwWhatOutranks(false);
    return result.get();
  }

  private <R> R afterFirstArrival(Functions.Func<R> work) {
    if (watch.isAwaitingFirst()) {
      session.checkpoints().pass();
    }
    return work.apply();
  }

  /** Throws what counts instead of how the work has ended: a lost agent, or what a listener threw. */
  private void throwWhatOutranks(boolean isCancelled) {
    if (isCancelled || isAgentLost()) {
      attendance.throwIfEnded();
    }
    watch.listeners().throwIfFailed();
  }

  /** Whether nobody keeps the agent present although its session is open. */
  private boolean isAgentLost() {
    return session.openness().isOpen() && attendance.hasEnded();
  }

  /** Temporal ends a task that was cancelled as cancelled, whatever it returns. */
  private LeaveReason reasonOfReturn() {
    return CancellationScope.current().isCancelRequested()
        ? reasonOfFailure()
        : LeaveReason.COMPLETED;
  }

  private LeaveReason reasonOfFailure() {
    if (watch.isGivenUp()) {
      return LeaveReason.ABANDONED;
    }
    return CancellationScope.current().isCancelRequested()
        ? LeaveReason.CANCELLED
        : LeaveReason.FAILED;
  }
}
