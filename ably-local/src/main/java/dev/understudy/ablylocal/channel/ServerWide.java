package dev.understudy.ablylocal.channel;

import dev.understudy.ablylocal.limits.Meter;
import dev.understudy.ablylocal.link.Refusals;
import dev.understudy.ablylocal.past.Archives;
import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.FrameLog;

/**
 * What the apps of a server have in common though they know nothing of each other.
 *
 * @param refusals what a test wants refused
 * @param channels how many there are in all apps
 * @param newConnections how fast connections are opened in all apps
 */
public record ServerWide(
    Timers timers,
    FrameLog log,
    Refusals refusals,
    Archives archives,
    Tally channels,
    Meter newConnections) {

  /** What a server has when it starts: an empty log, no refusals, no past. */
  public ServerWide(Timers timers) {
    this(timers, new FrameLog(timers), new Refusals(), new Archives(), new Tally(), new Meter());
  }

  /**
   * A number that goes up and down.
   *
   * <p>Confined to the event loop.
   */
  static final class Tally {
    private int number;

    int number() {
      return number;
    }

    void add(int more) {
      number += more;
    }
  }
}
