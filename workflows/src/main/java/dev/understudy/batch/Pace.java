package dev.understudy.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * How fast a batch gets on, without the time in which it was paused. Immutable.
 *
 * @param total how many items there are, as far as the source knows
 * @param measured how many activities have been measured
 * @param items of late: a sum over activities, in which the older count less
 * @param millis that those took, summed likewise
 */
record Pace(Optional<Long> total, long measured, double items, double millis) {
  static final Pace UNKNOWN = new Pace(Optional.empty(), 0, 0, 0);

  /** What an activity counts for when the next one is measured. */
  private static final double MEMORY = 0.8;

  /** Before so many are measured, an estimate would be a guess. */
  private static final long ENOUGH = 3;

  Pace after(Optional<Long> newTotal, long newItems, long newMillis) {
    return new Pace(
        newTotal.or(() -> total),
        measured + 1,
        MEMORY * items + newItems,
        MEMORY * millis + newMillis);
  }

  /** Items a second; empty while nothing is known. */
  @JsonIgnore
  Optional<Double> perSecond() {
    return items <= 0 || millis <= 0 ? Optional.empty() : Optional.of(1_000 * items / millis);
  }

  /**
   * How many seconds of work are left after {@code settled} items, at the present pace; empty unless
   * that can be said: the source does not know its size, or was wrong about it, or too little is done.
   */
  @JsonIgnore
  Optional<Long> secondsLeft(long settled) {
    return total
        .filter(all -> all >= settled && measured >= ENOUGH && items > 0)
        .map(all -> (long) Math.ceil((all - settled) * millis / items / 1_000));
  }
}
