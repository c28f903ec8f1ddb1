package dev.understudy.session;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;

/**
 * One timer at a time, kept while its deadline stays the same and cancelled when it does not: a timed
 * await would leave a timer behind each time that it ends early. Workflow code.
 */
final class Alarm {
  private Optional<Long> deadline = Optional.empty();
  private CancellationScope timer = Workflow.newCancellationScope(() -> {});

  void set(Optional<Long> next) {
    if (!next.equals(deadline)) {
      timer.cancel();
      deadline = next;
      timer = Workflow.newCancellationScope(() -> next.ifPresent(Alarm::start));
      timer.run();
    }
  }

  private static void start(long deadline) {
    long left = deadline - Workflow.currentTimeMillis();
    if (left > 0) {
      // Looked at, or the SDK would warn of every timer that is cancelled.
      var unused = Workflow.newTimer(Duration.ofMillis(left)).handle((fired, cancelled) -> null);
    }
  }

  boolean isDue() {
    return deadline.filter(at -> at <= Workflow.currentTimeMillis()).isPresent();
  }
}
