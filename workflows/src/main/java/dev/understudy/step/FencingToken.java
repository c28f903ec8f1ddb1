package dev.understudy.step;

import dev.understudy.output.StepAttempt;
import dev.understudy.presence.AttemptNumber;

/**
 * Of an attempt at a step: the epoch milliseconds at which it was scheduled, times 2^21, plus the last 11 bits of
 * the step's number, times 2^10, plus Temporal's count of attempts, up to 999.
 *
 * <p>Why it grows: the server schedules a later attempt at a later time, whatever an operator does to the
 * count, and so it does a step that the task begins when this one has ended; what its {@link FenceClock} says
 * makes sure of that. Attempts of one millisecond are told apart by the count, and steps that are scheduled side by
 * side by their own numbers, of which no two among some thousand end alike.
 */
final class FencingToken {
  private static final int STEP_BITS = 11;
  private static final int COUNT_BITS = 10;
  private static final long STEP_MASK = (1 << STEP_BITS) - 1;

  private FencingToken() {}

  static long of(StepAttempt attempt) {
    AttemptNumber number = new AttemptNumber(attempt.attempt());
    long step = (number.millis() << STEP_BITS) + (attempt.step() & STEP_MASK);
    return (step << COUNT_BITS) + number.count();
  }
}
