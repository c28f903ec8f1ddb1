package dev.understudy.ablylocal;

import dev.understudy.ablylocal.net.Server;
import dev.understudy.ablylocal.time.ManualTimers;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock of a server made with {@link AblyLocalBuilder#manualClock()}: it stands still until a
 * test moves it, and with it stands all that the server does by itself, be it a heartbeat, a leave
 * or the end of a connection's state.
 *
 * <p>Clients have clocks of their own. One that hears nothing for 25 s of its own time takes the
 * server for lost, so a longer test must let a heartbeat through by moving this clock.
 *
 * <p>Thread-safe.
 */
public final class ManualClock {
  /** More than anything here lasts, and less than what overflows a time in milliseconds. */
  private static final Duration FARTHEST = Duration.ofDays(3650);

  private final Server server;
  private final ManualTimers timers;

  ManualClock(Server server, ManualTimers timers) {
    this.server = server;
    this.timers = timers;
  }

  /** The server's time. */
  public Instant now() {
    return server.ask(timers::now);
  }

  /**
   * Moves the clock on. What falls due on the way is done in order, each at its own time, and all
   * of it before this returns; what it tells the clients is on its way to them then.
   *
   * <p>Whenever the server pings its clients on the way, the clock waits for their answers, for
   * they would have had the time to give them: only a client that cannot answer is taken for lost.
   * A frozen one holds the clock up for 2 s.
   *
   * @param duration from nothing to 10 years
   * @throws IllegalArgumentException if it is not
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a clock goes forward only, not by " + duration);
    }
    if (duration.compareTo(FARTHEST) > 0) {
      throw new IllegalArgumentException(
          "a clock goes forward by 10 years at most, not by " + duration);
    }
    Instant end = server.ask(() -> timers.now().plus(duration));
    while (server.ask(() -> timers.stepTowards(end))) {
      server.awaitPongs();
    }
  }
}
