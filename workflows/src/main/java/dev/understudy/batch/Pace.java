package dev.understudy.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;

/**
 * How fast a batch gets on, without the time in which it was paused. Immutable.
 *
 * @param total how many items there are, as far as the source knows
 * @param measured how many activities have been measured
 * @param millisPerItem of late: the mean over the last activities, the older the less
 */
public record Pace(Optional<Long> total, long measured, double millisPerItem) {
  static final Pace UNKNOWN = new Pace(Optional.empty(), 0, 0);

  /** The share that the latest activity has. */
  private static final double NEWS = 0.2;

  /** Before so many are measured, an estimate would be a guess. */
  private static final long ENOUGH = 3;

  Pace after(Optional<Long> newTotal, long items, long millis) {
    Optional<Long> known = newTotal.or(() -> total);
    if (items <= 0) {
      return new Pace(known, measured, millisPerItem);
    }
    double latest = (double) millis / items;
    double mean = measured == 0 ? latest : millisPerItem + NEWS * (latest - millisPerItem);
    return new Pace(known, measured + 1, mean);
  }

  /** Items a second; empty while nothing is known. */
  @JsonIgnore
  public Optional<Double> perSecond() {
    return measured == 0 || millisPerItem <= 0
        ? Optional.empty()
        : Optional.of(1_000 / millisPerItem);
  }

  /**
   * How many seconds of work are left after {@code settled} items, at the present pace; empty unless
   * that can be said: the source does not know its size, or was wrong about it, or too little is done.
   */
  @JsonIgnore
  public Optional<Long> secondsLeft(long settled) {
    return total.filter(all -> all >= settled && measured >= ENOUGH).map(all ->
        (long) Math.ceil((all - settled) * millisPerItem / 1_000));
  }
}
