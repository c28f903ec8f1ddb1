package dev.understudy.presence.ably;

import java.time.Duration;

/**
 * So many moments at which something was sent, the last ones, so that no interval has more of them, wherever
 * it begins. Moments are those of {@link System#nanoTime}, which the caller passes. Confined to one thread.
 */
final class RecentSends {
  private final long intervalNanos;
  private final long[] moments;

  /** How many have been counted; the oldest that is known is overwritten next. */
  private long count;

  /** None yet: {@code most} in any {@code interval}. */
  RecentSends(int most, Duration interval) {
    this.moments = new long[most];
    this.intervalNanos = interval.toNanos();
  }

  /** Something is sent, whether or not it may. */
  void count(long nowNanos) {
    moments[next()] = nowNanos;
    count++;
  }

  /** How long from now until one more may be sent; zero if it may now. */
  long nanosToNext(long nowNanos) {
    return count < moments.length ? 0 : Math.max(0, moments[next()] - nowNanos + intervalNanos);
  }

  private int next() {
    return (int) (count % moments.length);
  }
}
