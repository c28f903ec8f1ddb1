package dev.understudy.session;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits as the SDK's timed wait does, but leaves no timer behind when it ends before its limit, and looks at
 * one that is cancelled: the SDK warns of a failed promise that nobody has looked at. Workflow code.
 */
final class TimedWait {
  private TimedWait() {}

  /**
   * Returns whether {@code wish} came true within {@code limit}.
   *
   * @param summary what is waited for, for who looks at the timer in Temporal
   */
  static boolean await(Duration limit, String summary, BooleanSupplier wish) {
    CompletablePromise<Void> isOver = Workflow.newPromise();
    var unused = isOver.handle((fired, cancelled) -> null);
    TimerOptions named = TimerOptions.newBuilder().setSummary(summary).build();
    CancellationScope timer =
        Workflow.newCancellationScope(() -> isOver.completeFrom(Workflow.newTimer(limit, named)));
    timer.run();
    Workflow.await(() -> isOver.isCompleted() || wish.getAsBoolean());
    boolean isInTime = !isOver.isCompleted();
    if (isInTime) {
      timer.cancel();
    }
    return isInTime;
  }
}
