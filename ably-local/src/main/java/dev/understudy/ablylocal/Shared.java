package dev.understudy.ablylocal;

/**
 * What the apps of a server have in common though they know nothing of each other.
 *
 * @param channels how many there are in all apps
 * @param newConnections how fast connections are opened in all apps
 */
record Shared(
    Timers timers, FrameLog log, Archives archives, Tally channels, Meter newConnections) {

  Shared(Timers timers, FrameLog log) {
    this(timers, log, new Archives(), new Tally(), new Meter());
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
