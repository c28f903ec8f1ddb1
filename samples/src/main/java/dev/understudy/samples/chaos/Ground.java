package dev.understudy.samples.chaos;

import dev.understudy.handoff.HandoffPolicy;
import java.util.OptionalInt;

/**
 * On what a plan is lived through.
 *
 * @param policy of the workers
 * @param maxAgents how many agents a worker takes at the most; empty for as many as it does by itself
 */
record Ground(HandoffPolicy policy, TemporalServer temporal, OptionalInt maxAgents) {
  Ground(HandoffPolicy policy, TemporalServer temporal) {
    this(policy, temporal, OptionalInt.empty());
  }
}
