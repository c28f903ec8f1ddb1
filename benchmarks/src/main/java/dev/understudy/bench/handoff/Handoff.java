package dev.understudy.bench.handoff;

import java.util.Optional;

/**
 * What was seen of one agent's way from one worker to the next, in milliseconds since the first one's end began.
 *
 * @param offline for how long the agent had no member
 * @param noticed when Temporal gave up the attempt that kept the agent
 * @param present when the next worker's member was seen
 * @param resumed when the next worker was at work
 * @param still for how long nobody was at work
 * @param exited when the first worker's process was gone
 */
record Handoff(
    double offline,
    Optional<Double> noticed,
    double present,
    double resumed,
    double still,
    double exited) {}
