package dev.understudy.samples.chaos.judge;

import java.time.Duration;

/**
 * A time in which Ably's server was away, from which on it had forgotten everything.
 *
 * @param backMillis when it served again; {@link Long#MAX_VALUE} if it does not yet
 */
public record Outage(long fromMillis, long backMillis) {
  /** What Ably forgot, agents have this long to make up for. */
  private static final Duration RETURN = Duration.ofSeconds(20);

  /** Until then all of its clients have connected anew, who listen with a short patience. */
  private static final Duration RECONNECTION = Duration.ofSeconds(5);

  /** Whether members may have been missing all that time because of it. */
  boolean explainsAbsence(long startMillis, long endMillis) {
    return startMillis >= fromMillis && endMillis <= after(RETURN);
  }

  /** Whether a message that came then may have been lost, or have come again, because of it. */
  boolean explainsLoss(long startMillis, long endMillis) {
    return startMillis <= after(RECONNECTION) && endMillis >= fromMillis;
  }

  private long after(Duration time) {
    return backMillis == Long.MAX_VALUE ? backMillis : backMillis + time.toMillis();
  }
}
