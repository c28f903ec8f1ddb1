package dev.understudy.bench;

import dev.understudy.bench.handoff.HeldAgents;

/**
 * What agents cost a worker that holds many of them, each in a session of its own and at rest, and what it takes
 * another worker to take all of them over after {@code kill -9}. One operation is one worker's life: heap after a
 * collection, threads, share of a core, requests to Temporal, connections and attempts; then the times from the kill
 * until a plain Ably client saw each agent elsewhere, and for how long it saw none. Below it what {@code understudy
 * plan} says of such workers; then a hundred agents that are relayed at {@code SIGTERM}; and in the end the plain way
 * with few agents: a client, a thread and a heartbeat timeout of 30 s for each.
 *
 * <p>{@code MAVEN_OPTS="-Dunderstudy.agents=500,1000,2000 -Dunderstudy.relayed=100 -Dunderstudy.plain=100"} says how
 * many of each kind, and with {@code -Dunderstudy.remainPresentFor=45 -Dunderstudy.heartbeatTimeout=30}, in seconds,
 * other numbers of the handoff.
 */
public final class Held {
  private Held() {}

  public static void main(String[] args) throws Exception {
    HeldAgents.measure();
    System.exit(0); // A client of Ably that is closing while its server ends keeps its thread.
  }
}
