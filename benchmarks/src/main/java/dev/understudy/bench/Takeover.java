package dev.understudy.bench;

import dev.understudy.bench.handoff.Fate;

/**
 * How long an agent and its work are without a worker after {@code kill -9}: from the kill until Temporal gave
 * the attempt up, until the next worker's member was seen by a plain Ably client, until the next worker was at
 * work; and how long nobody saw the agent. One operation is one kill of the process that has the agent and
 * its one long step, with another worker alive. Beside it the plain way: the activity enters by itself, with
 * Ably's default {@code remainPresentFor} and a heartbeat timeout of 30 s.
 */
public final class Takeover {
  private Takeover() {}

  public static void main(String[] args) throws Exception {
    Fate.KILLED.measure();
  }
}
