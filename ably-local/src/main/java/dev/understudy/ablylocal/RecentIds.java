package dev.understudy.ablylocal;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ids that publishers gave their messages, for 2 minutes each: a message whose id was seen is not published again
 * (ably.com/docs/pub-sub/advanced#idempotency).
 *
 * <p>Confined to the event loop.
 */
final class RecentIds {
  private static final Duration KEPT = Duration.ofMinutes(2);

  private final Map<String, Seen> seen = new LinkedHashMap<>();

  private record Seen(String serial, Instant at) {}

  /** The serial of the message that bore {@code id} first, if that was not too long ago. */
  Optional<String> serial(String id, Instant now) {
    forgetBefore(now.minus(KEPT));
    return Optional.ofNullable(seen.get(id)).map(Seen::serial);
  }

  void add(String id, String serial, Instant now) {
    seen.put(id, new Seen(serial, now));
  }

  private void forgetBefore(Instant instant) {
    Iterator<Seen> oldest = seen.values().iterator();
    while (oldest.hasNext() && oldest.next().at().isBefore(instant)) {
      oldest.remove();
    }
  }
}
