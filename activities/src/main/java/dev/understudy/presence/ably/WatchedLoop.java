package dev.understudy.presence.ably;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that knows when it has stood still, be it because the process was stopped, the machine slept, or a task
 * took too long: then the first thing that it does is to tell, before any task that has waited. What it
 * knew of the world may be old by then, and others may have taken its place.
 *
 * <p>Ticks tell it that time passes, on either clock: the monotonic one may stand still with the machine.
 */
final class WatchedLoop extends ScheduledThreads {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedLoop.class);
  private static final int TICKS_PER_LIMIT = 4;

  private final long limitNanos;
  private final Runnable onStandstill;

  /** Written by the thread alone. */
  private volatile long aliveAtNanos = System.nanoTime();

  /** Confined to the thread. */
  private long aliveAtMillis = System.currentTimeMillis();

  /**
   * Ticking.
   *
   * @param limit how long it may stand still unnoticed; at least some milliseconds
   * @param onStandstill runs on the thread
   */
  WatchedLoop(String name, Duration limit, Runnable onStandstill) {
    super(name, 1);
    this.limitNanos = limit.toNanos();
    this.onStandstill = onStandstill;
    long tickNanos = limitNanos / TICKS_PER_LIMIT;
    Future<?> unused = scheduleWithFixedDelay(() -> {}, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
  }

  /** For how long it has begun nothing; about a tick at the most if all is well. From any thread. */
  Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - aliveAtNanos);
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    super.beforeExecute(thread, task);
    long now = System.nanoTime();
    long nowMillis = System.currentTimeMillis();
    long goneNanos =
        Math.max(now - aliveAtNanos, TimeUnit.MILLISECONDS.toNanos(nowMillis - aliveAtMillis));
    aliveAtNanos = now;
    aliveAtMillis = nowMillis;
    if (goneNanos > limitNanos) {
      LOG.info("{} stood still for {} ms", thread.getName(), goneNanos / 1_000_000);
      tell();
    }
  }

  /** Whatever comes of it, what has waited is done. */
  private void tell() {
    try {
      onStandstill.run();
    } catch (RuntimeException failure) {
      LOG.error("a standstill was not told: this is a bug", failure);
    }
  }
}
