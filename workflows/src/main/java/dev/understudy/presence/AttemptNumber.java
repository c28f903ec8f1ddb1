package dev.understudy.presence;

import dev.understudy.Internal;
import java.time.Instant;

/**
 * What tells attempts of one activity apart, and fences: the later attempt has the higher number.
 *
 * <p>Temporal's own count does not do: {@code temporal activity reset} sets it back to 1. So a number is made of
 * the time at which the server scheduled the attempt, in milliseconds since the epoch, times a thousand, plus
 * that count, up to 999, which tells those of one millisecond apart. That time grows by Temporal's delay before
 * each attempt, whatever an operator resets, pauses, unpauses or updates. Hosts of one server may disagree
 * about it by some milliseconds, and a clock may be set back: whoever knows its predecessor's number is
 * {@linkplain #after above that}.
 *
 * <p>It is below 2^53 until the year 2255, so JavaScript reads it without loss.
 *
 * @param value from 1
 */
@Internal
public record AttemptNumber(long value) implements Comparable<AttemptNumber> {
  private static final int PER_MILLISECOND = 1000;

  public AttemptNumber {
    if (value < 1) {
      throw new IllegalArgumentException("attempts count from 1 but this was " + value);
    }
  }

  /**
   * The number of an attempt, as far as the server knows it.
   *
   * @param scheduled when the server scheduled this attempt, not the first one
   * @param attempt Temporal's count, from 1
   */
  public static AttemptNumber of(Instant scheduled, int attempt) {
    int told = Math.min(attempt, PER_MILLISECOND - 1);
    return new AttemptNumber(Math.max(0, scheduled.toEpochMilli()) * PER_MILLISECOND + told);
  }

  /** This one, unless {@code predecessor} is as high: then the next above that. */
  public AttemptNumber after(AttemptNumber predecessor) {
    return new AttemptNumber(Math.max(value, predecessor.value + 1));
  }

  /** When it was scheduled, in milliseconds since the epoch; zero if nobody knows. */
  public long millis() {
    return value / PER_MILLISECOND;
  }

  /** Temporal's count, up to 999. */
  public int count() {
    return (int) (value % PER_MILLISECOND);
  }

  @Override
  public int compareTo(AttemptNumber other) {
    return Long.compare(value, other.value);
  }
}
