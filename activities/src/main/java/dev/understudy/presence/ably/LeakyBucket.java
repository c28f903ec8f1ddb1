package dev.understudy.presence.ably;

import dev.understudy.Internal;
import java.time.Duration;

/**
 * How often something may happen: so many times at once, and then once in a while. A leaky bucket as a
 * meter: each time leaks away in the gap of the long run. What must not wait may be counted beyond
 * the allowance, and what waits for it then waits for that, too. Of times on {@link System#nanoTime}'s
 * scale, which the caller passes. Immutable.
 */
@Internal
public final class LeakyBucket {
  private final long gapNanos;
  private final long mostNanos;

  /** When all that was counted has leaked away. */
  private final long wholeAtNanos;

  /** Whole at {@code nowNanos}: {@code atOnce} times, and one more after each {@code gap}. */
  public LeakyBucket(int atOnce, Duration gap, long nowNanos) {
    this(gap.toNanos(), gap.toNanos() * (atOnce - 1), nowNanos);
  }

  private LeakyBucket(long gapNanos, long mostNanos, long wholeAtNanos) {
    this.gapNanos = gapNanos;
    this.mostNanos = mostNanos;
    this.wholeAtNanos = wholeAtNanos;
  }

  /** This one once it has happened at {@code nowNanos}. */
  public LeakyBucket counted(long nowNanos) {
    long leakingFrom = wholeAtNanos - nowNanos > 0 ? wholeAtNanos : nowNanos;
    return new LeakyBucket(gapNanos, mostNanos, leakingFrom + gapNanos);
  }

  /** How long from now until it may happen; zero if it may now. */
  public long nanosToNext(long nowNanos) {
    return Math.max(0, wholeAtNanos - nowNanos - mostNanos);
  }
}
