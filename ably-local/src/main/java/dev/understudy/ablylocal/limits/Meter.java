package dev.understudy.ablylocal.limits;

import dev.understudy.ablylocal.Internal;
import java.time.Instant;

/**
 * Counts something against a rate. Ably counts in intervals and refuses what is too much until the
 * next one begins; these last 6 s, as its error messages let conclude ({@code interval =
 * 2018-01-05:10:10:3}, and "a maximum for six seconds",
 * faqs.ably.com/error-code-42910-rate-limit-exceeded-request-rejected). So 300 at once keep within
 * 50 a second.
 *
 * <p>Confined to the event loop.
 */
@Internal
public final class Meter {
  public static final int INTERVAL_SECONDS = 6;

  private long interval;
  private long counted;

  /** Whether {@code amount} keeps within the rate; counts it if it does. */
  public boolean admits(long amount, int perSecond, Instant now) {
    boolean admitted = hasRoomFor(amount, perSecond, now);
    if (admitted) {
      count(amount, now);
    }
    return admitted;
  }

  /**
   * Whether {@code amount} keeps within the rate. What comes together is taken whole, so the last
   * of an interval may go beyond, but not what no interval has room for.
   */
  public boolean hasRoomFor(long amount, int perSecond, Instant now) {
    long most = (long) perSecond * INTERVAL_SECONDS;
    boolean full = intervalOf(now) == interval && counted >= most;
    return !full && amount <= most;
  }

  public void count(long amount, Instant now) {
    long current = intervalOf(now);
    counted = current == interval ? counted + amount : amount;
    interval = current;
  }

  private static long intervalOf(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), INTERVAL_SECONDS);
  }
}
