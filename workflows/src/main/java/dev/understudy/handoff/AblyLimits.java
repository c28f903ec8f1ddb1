package dev.understudy.handoff;

import dev.understudy.Internal;
import java.time.Duration;

/** What Ably allows one connection (its limits page), and how much of that waits its turn. */
@Internal
public final class AblyLimits {
  /** Channels attached over one connection (error 90010 above). */
  public static final int CHANNELS = 200;

  /** Messages from one connection, presence included; counted in intervals of six seconds (error 42911 above). */
  public static final int MESSAGES_PER_SECOND = 50;

  /** A little longer than the interval in which Ably counts: what is sent evenly may arrive in a rush. */
  public static final Duration INTERVAL = Duration.ofMillis(6_500);

  /** Messages from one connection in any such interval, presence included; ten fewer than Ably takes. */
  public static final int SENT_IN_INTERVAL = 6 * MESSAGES_PER_SECOND - 10;

  /** Messages that wait for nothing after a time of silence, presence aside. */
  public static final int TURNS_AT_ONCE = 90;

  /** Messages in the long run, presence aside: the rest is for those who enter and leave. */
  public static final int TURNS_PER_SECOND = 30;

  private AblyLimits() {}

  /** From one message to the next in the long run, presence aside. */
  public static Duration turn() {
    return Duration.ofSeconds(1).dividedBy(TURNS_PER_SECOND);
  }

  /** How many connections that many channels need. */
  public static int connections(int channels) {
    return (channels + CHANNELS - 1) / CHANNELS;
  }
}
