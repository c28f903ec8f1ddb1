package dev.understudy.ablylocal.connection;

import dev.understudy.ablylocal.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Watches over how long a client's credentials last. Half a minute before the end the client is
 * asked for new ones (RTC8a); who never had that long is not asked, and learns of the end by the
 * end (RTN15h).
 *
 * <p>Confined to the event loop.
 */
final class TokenLife {
  private static final Duration NOTICE = Duration.ofSeconds(30);

  private final List<Timers.Alarm> alarms = new ArrayList<>();

  /** Watches from now on; {@code notice} and {@code end} run at most once each. */
  TokenLife(Timers timers, Optional<Instant> expires, Runnable notice, Runnable end) {
    Optional<Duration> left = expires.map(at -> Duration.between(timers.now(), at));
    left.map(all -> all.minus(NOTICE))
        .filter(untilNotice -> !untilNotice.isNegative())
        .ifPresent(untilNotice -> alarms.add(timers.after(untilNotice, notice)));
    left.ifPresent(untilEnd -> alarms.add(timers.after(untilEnd, end)));
  }

  void stop() {
    alarms.forEach(Timers.Alarm::cancel);
  }
}
