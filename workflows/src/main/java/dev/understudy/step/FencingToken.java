package dev.understudy.step;

import dev.understudy.output.StepAttempt;

/**
 * A step's number, about the epoch milliseconds at which it was scheduled, times 2^20, plus Temporal's
 * attempt number. Attempts beyond 2^20 share the highest token.
 */
final class FencingToken {
  /** As many attempts as Temporal makes in a month at one in 2.5 s. */
  private static final int ATTEMPT_BITS = 20;

  private static final int MAX_ATTEMPT = (1 << ATTEMPT_BITS) - 1;

  private FencingToken() {}

  static long of(StepAttempt step) {
    return (step.step() << ATTEMPT_BITS) + Math.min(step.attempt(), MAX_ATTEMPT);
  }
}
