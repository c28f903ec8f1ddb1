package dev.understudy.ablylocal;

import java.time.Instant;

/**
 * Counts messages against a rate. Ably counts in intervals and refuses what is too much until the next one begins; these last
 * 6 s, as its error messages let conclude ({@code interval = 2018-01-05:10:10:3}, and "a maximum for six seconds",
 * faqs.ably.com/error-code-42910-rate-limit-exceeded-request-rejected). So 300 at once keep within 50 a second.
 *
 * <p>Confined to the event loop.
 */
final class Meter {
  static final int INTERVAL_SECONDS = 6;

  private long interval;
  private long counted;

  /**
   * Whether a frame of so many messages keeps within the rate; counts them if it does. A frame is taken whole, so the last of
   * an interval may go beyond, but not a frame that no interval has room for.
   */
  boolean admits(int messages, int perSecond, Instant now) {
    long current = Math.floorDiv(now.getEpochSecond(), INTERVAL_SECONDS);
    if (current != interval) {
      interval = current;
      counted = 0;
    }
    long most = (long) perSecond * INTERVAL_SECONDS;
    boolean admitted = counted < most && messages <= most;
    counted += admitted ? messages : 0;
    return admitted;
  }
}
