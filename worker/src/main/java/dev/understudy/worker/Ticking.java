package dev.understudy.worker;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Knows when a scheduler last had a thread to spare. Thread-safe. */
final class Ticking {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private volatile long tickedNanos = System.nanoTime();

  private Ticking() {}

  /** Ticks on {@code scheduler} until that ends. */
  static Ticking on(ScheduledExecutorService scheduler) {
    Ticking ticking = new Ticking();
    Future<?> unused = scheduler.scheduleWithFixedDelay(
        () -> ticking.tickedNanos = System.nanoTime(),
        PERIOD.toMillis(),
        PERIOD.toMillis(),
        TimeUnit.MILLISECONDS);
    return ticking;
  }

  /** For how long nothing of its own has been begun; about a second if all is well. */
  Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - tickedNanos);
  }
}
