package dev.understudy.ablylocal.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes sure that a signed token request is used once. It is good only while its timestamp is
 * current, so what was used need not be remembered for longer.
 *
 * <p>Confined to the event loop. Knows no clock: the caller passes the time.
 */
public final class Nonces {
  /**
   * How far a timestamp may be from now. Ably's own bound is not documented; half an hour is too
   * far for it (ably-js).
   */
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final Map<String, Instant> used = new LinkedHashMap<>();

  public static boolean isCurrent(Instant timestamp, Instant now) {
    return Duration.between(timestamp, now).abs().compareTo(WINDOW) <= 0;
  }

  /** Takes a key's nonce; false if it was taken before. */
  public boolean take(String keyName, String nonce, Instant now) {
    used.values().removeIf(at -> at.plus(WINDOW.multipliedBy(2)).isBefore(now));
    return used.putIfAbsent(keyName + " " + nonce, now) == null;
  }
}
