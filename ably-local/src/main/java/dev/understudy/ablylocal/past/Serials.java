package dev.understudy.ablylocal.past;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The positions on one channel, for as long as the server holds it: {@code millis-counter@life}, in
 * text order. A channel that was forgotten and made again has another life, and positions on the
 * old one mean nothing to it.
 *
 * <p>Confined to the event loop.
 */
public final class Serials {
  private static final int COUNTS = 1000;
  private static final Pattern SHAPE = Pattern.compile("\\d{14}-\\d{3}@\\w+");

  private final String life;
  private long millis;
  private int counter;

  public Serials(String life, Instant now) {
    this.life = life;
    this.millis = now.toEpochMilli();
  }

  /** The newest position, before which everything lies that happened so far. */
  public String current() {
    return "%014d-%03d@%s".formatted(millis, counter, life);
  }

  public String next(Instant now) {
    long at = now.toEpochMilli();
    if (at > millis) {
      millis = at;
      counter = 0;
    } else if (++counter == COUNTS) {
      millis++;
      counter = 0;
    }
    return current();
  }

  /** Whether {@code serial} is a position of this life that was reached. */
  public boolean covers(String serial) {
    return SHAPE.matcher(serial).matches()
        && serial.endsWith("@" + life)
        && serial.compareTo(current()) <= 0;
  }
}
