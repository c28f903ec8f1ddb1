package dev.understudy.samples.crash;

import dev.understudy.samples.stage.StagedTask.Attempt;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who runs a step that has only just begun, so that a kill hits it before it ends. Confined to one
 * thread.
 */
final class FreshStep {
  /** How old a step may be, of the 1.5 s that it takes, so that there is time enough to kill. */
  private static final Duration FRESH = Duration.ofMillis(1200);

  private final Supplier<Optional<Attempt>> running;
  private Optional<Attempt> last = Optional.empty();
  private long sinceNanos = System.nanoTime() - FRESH.toNanos();

  FreshStep(Supplier<Optional<Attempt>> running) {
    this.running = running;
    // One that runs already may be about to end.
    this.last = running.get();
  }

  /** Notices which step runs by now. */
  void look() {
    Optional<Attempt> now = running.get();
    if (!now.equals(last)) {
      last = now;
      sinceNanos = System.nanoTime();
    }
  }

  /** Who runs the step at the moment; empty if nobody does, or if it is about to end. */
  Optional<String> worker() {
    look();
    boolean isFresh = System.nanoTime() - sinceNanos < FRESH.toNanos();
    return isFresh ? last.map(Attempt::worker) : Optional.empty();
  }
}
