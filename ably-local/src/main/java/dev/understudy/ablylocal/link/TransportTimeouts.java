package dev.understudy.ablylocal.link;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long one transport may be silent, and how long members outlast it when it is lost.
 *
 * <p>Both are asked for on the URL, in milliseconds. Ably documents the defaults (15 s each), the
 * least time members remain (1 s) and the bounds of the heartbeat (5 s to 30 min); it documents no
 * greatest time members remain, so that is the life of the connection state, 2 min. What lies
 * outside is brought inside, what is no number counts as not said; Ably's own answer to either is
 * documented nowhere.
 */
public record TransportTimeouts(Duration remainPresentFor, Duration heartbeatInterval) {
  private static final long DEFAULT_MILLIS = 15_000;

  static TransportTimeouts requestedBy(Map<String, String> query) {
    return new TransportTimeouts(
        clamp(query.get("remainPresentFor"), 1_000, 120_000),
        clamp(query.get("heartbeatInterval"), 5_000, 1_800_000));
  }

  private static Duration clamp(@Nullable String text, long leastMillis, long mostMillis) {
    long millis = millis(text);
    return Duration.ofMillis(Math.min(mostMillis, Math.max(leastMillis, millis)));
  }

  private static long millis(@Nullable String text) {
    if (text == null) {
      return DEFAULT_MILLIS;
    }
    try {
      return Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      return DEFAULT_MILLIS;
    }
  }
}
