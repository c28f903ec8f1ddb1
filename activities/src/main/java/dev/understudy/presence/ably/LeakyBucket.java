package dev.understudy.presence.ably;

import java.time.Duration;

/**
 * How often something may happen: so many times at once, and then once in a while. A leaky bucket as a
 * meter: each time leaks away in the gap of the long run. What must not wait may be counted beyond
 * the allowance, and what waits for it then waits for that, too. Of times on {@link System#nanoTime}'s
 * scale, which the caller passes. Confined to one thread.
 */
public final class LeakyBucket {
  private final long gapNanos;
  private final long mostNanos;

  /** When all that was counted has leaked away. */
  private long wholeAtNanos;

  /** Whole at {@code nowNanos}: {@code atOnce} times, and one more after each {@code gap}. */
  public LeakyBucket(int atOnce, Duration gap, long nowNanos) {
    this.gapNanos = gap.toNanos();
    this.mostNanos = gapNanos * (atOnce - 1);
    this.wholeAtNanos = nowNanos;
  }

  /** It happens now. */
  public void count(long nowNanos) {
    wholeAtNanos = (wholeAtNanos - nowNanos > 0 ? wholeAtNanos : nowNanos) + gapNanos;
  }

  /** How long from now until it may happen; zero if it may now. */
  public long nanosToNext(long nowNanos) {
    return Math.max(0, wholeAtNanos - nowNanos - mostNanos);
  }
}
