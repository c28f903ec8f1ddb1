package dev.understudy.samples.chaos;

import dev.understudy.handoff.HandoffPolicy;

/**
 * On what a plan is lived through.
 *
 * @param policy of the workers
 */
record Ground(HandoffPolicy policy, TemporalServer temporal) {}
