package dev.understudy.session;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One timer at a time, kept while its deadline stays the same and cancelled when it does not: a timed
 * await would leave a timer behind each time that it ends early. Workflow code.
 */
final class Alarm {
  private final Supplier<String> summary;
  private final Runnable onDue;
  private Optional<Long> deadline = Optional.empty();
  private CancellationScope timer = Workflow.newCancellationScope(() -> {});

  /**
   * Not set.
   *
   * @param summary what it is for, for who looks at its timer in Temporal
   */
  Alarm(Supplier<String> summary, Runnable onDue) {
    this.summary = summary;
    this.onDue = onDue;
  }

  void set(Optional<Long> next) {
    if (!next.equals(deadline)) {
      timer.cancel();
      deadline = next;
      start();
    }
  }

  private void start() {
    timer = Workflow.newCancellationScope(() -> deadline.ifPresent(this::start));
    timer.run();
  }

  private void start(long deadline) {
    long left = deadline - Workflow.currentTimeMillis();
    if (left > 0) {
      // Looked at, too, because the SDK would warn of every timer that is cancelled.
      Promise<Void> unused = Workflow.newTimer(
              Duration.ofMillis(left),
              TimerOptions.newBuilder().setSummary(summary.get()).build())
          .handle((fired, cancelled) -> {
            if (cancelled == null) {
              fired();
            }
            return null;
          });
    }
  }

  /** Looks again: a timer may fire early by the clock of the workflow, which may be another host's. */
  private void fired() {
    if (isDue()) {
      onDue.run();
    } else {
      start();
    }
  }

  boolean isDue() {
    return deadline.filter(at -> at <= Workflow.currentTimeMillis()).isPresent();
  }
}
