package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.lease.LeasePace;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.held.Ledger;
import dev.understudy.step.StepHeaders;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A step on its way into its worker's ledger and out of it: in once it has run for a while, out when it is over. Its
 * task is in from its beginning, and stays for a while, so that it is found while it is young. One
 * that is completed later in this process stays in until then; one that is entrusted to somebody anywhere does not
 * end with its worker, and goes out as soon as can be. One whose attempt is its last never gets in: to fail that
 * because its worker only seemed to be gone would be for good. Thread-safe.
 */
final class LedgerStep {
  private final StepContext step;
  private final Ledger ledger;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private boolean isOver;

  @GuardedBy("lock")
  private Ledger.@Nullable Line line;

  LedgerStep(StepContext step, Ledger ledger) {
    this.step = step;
    this.ledger = ledger;
  }

  /** Does the step's work, and enters it if that lasts. */
  <T> T during(ScheduledExecutorService scheduler, Supplier<T> work) {
    if (!WorkerStop.mayBeTriedAgain(step.getInfo())) {
      return work.get();
    }
    ledger.note(LedgerEntry.task(step.getInfo().getWorkflowId()));
    Future<?> entry =
        scheduler.schedule(this::add, LeasePace.STEP_AGE.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return work.get();
    } finally {
      leave(entry);
    }
  }

  private void add() {
    synchronized (lock) {
      if (!isOver) {
        line = ledger.add(LedgerEntry.of(step.getInfo(), LedgerEntry.Kind.STEP));
      }
    }
  }

  /** Its method has returned. */
  private void leave(Future<?> entry) {
    if (step.isEntrusted()) {
      if (StepHeaders.isStep(step.getInfo().getActivityType())) {
        ledger.note(LedgerEntry.entrusted(step.getInfo()));
      }
      end(entry, Ledger.Line::strikeSoon);
    } else {
      step.completion()
          .ifPresentOrElse(
              completion -> completion.whenOver(() -> end(entry, Ledger.Line::strike)),
              () -> end(entry, Ledger.Line::strike));
    }
  }

  private void end(Future<?> entry, Consumer<Ledger.Line> strike) {
    entry.cancel(false);
    synchronized (lock) {
      isOver = true;
      if (line != null) {
        strike.accept(line);
      }
    }
  }
}
