package dev.understudy.ablylocal.connection;

import dev.understudy.ablylocal.link.Link;
import dev.understudy.ablylocal.link.TransportOptions;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.Frames;
import java.time.Duration;
import java.time.Instant;

/**
 * Shows a client that the server is there, and notices when the client is not.
 *
 * <p>Every interval it sends a WebSocket ping, and a HEARTBEAT to a client that cannot see pings
 * (RTN23). No client answers HEARTBEATs; every WebSocket answers pings. A client that was silent
 * for the interval and 10 s more, as long as Ably's clients wait themselves (RTN23a), is lost.
 *
 * <p>Confined to the event loop.
 */
final class Liveness {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Timers timers;
  private final Link link;
  private final TransportOptions options;
  private final Runnable lost;
  private Instant lastHeard;
  private Timers.Alarm beat;
  private Timers.Alarm deadline;

  /** Watches from now on; {@code lost} runs at most once. */
  Liveness(Timers timers, Link link, TransportOptions options, Runnable lost) {
    this.timers = timers;
    this.link = link;
    this.options = options;
    this.lost = lost;
    this.lastHeard = timers.now();
    this.beat = timers.after(interval(), this::beat);
    this.deadline = timers.after(interval().plus(PATIENCE), this::judge);
  }

  void heard() {
    lastHeard = timers.now();
  }

  void stop() {
    beat.cancel();
    deadline.cancel();
  }

  private void beat() {
    beat = timers.after(interval(), this::beat);
    link.ping();
    if (options.heartbeats()) {
      link.send(Frames.heartbeat());
    }
  }

  private void judge() {
    Duration left = Duration.between(timers.now(), lastHeard.plus(interval()).plus(PATIENCE));
    if (left.isNegative() || left.isZero()) {
      stop();
      lost.run();
    } else {
      deadline = timers.after(left, this::judge);
    }
  }

  private Duration interval() {
    return options.timeouts().heartbeatInterval();
  }
}
