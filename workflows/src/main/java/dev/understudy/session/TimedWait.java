package dev.understudy.session;

import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits as the SDK's timed wait does, with the same commands, but looks at its timer when it is
 * cancelled: the SDK warns of a failed promise that nobody has looked at. Workflow code.
 */
final class TimedWait {
  private TimedWait() {}

  /** Returns whether {@code wish} came true within {@code limit}. */
  static boolean await(Duration limit, BooleanSupplier wish) {
    Promise<Void> timer = Workflow.newTimer(limit);
    var unused = timer.handle((fired, cancelled) -> null);
    Workflow.await(() -> timer.isCompleted() || wish.getAsBoolean());
    return !timer.isCompleted();
  }
}
