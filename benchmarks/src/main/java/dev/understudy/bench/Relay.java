package dev.understudy.bench;

import dev.understudy.bench.handoff.Fate;

/**
 * How an agent and its work go to another worker at SIGTERM: how soon the next worker's member was seen by a
 * plain Ably client, how long nobody was at work, how soon the process was gone; and how long nobody saw the
 * agent. One operation is one SIGTERM to the process that has the agent and its one long step, with another
 * worker alive. Beside it the plain way: the activity enters by itself, and its worker stops at once, as
 * Temporal's {@code shutdownNow} does.
 */
public final class Relay {
  private Relay() {}

  public static void main(String[] args) throws Exception {
    Fate.STOPPED.measure();
  }
}
