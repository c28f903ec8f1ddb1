package dev.understudy.step;

import dev.understudy.output.StepAttempt;
import dev.understudy.presence.AttemptNumber;

/**
 * Of an attempt at a step: the epoch milliseconds at which it was scheduled, or the step's number if that is
 * higher, times 2^21, plus Temporal's count of attempts, up to 999, times 2^11, plus the last 11 bits of the
 * step's number.
 *
 * <p>Why it grows: the server schedules a later attempt at a later time, whatever an operator does to the
 * count, and so it does a step that the task begins when this one has ended. Attempts of one millisecond are
 * told apart by the count, and steps that are scheduled at once by their own numbers, of which no two among
 * some thousand end alike.
 */
final class FencingToken {
  private static final int COUNT_BITS = 10;
  private static final int STEP_BITS = 11;
  private static final long STEP_MASK = (1 << STEP_BITS) - 1;

  private FencingToken() {}

  static long of(StepAttempt attempt) {
    AttemptNumber number = new AttemptNumber(attempt.attempt());
    long millis = Math.max(attempt.step(), number.millis());
    return (((millis << COUNT_BITS) + number.count()) << STEP_BITS) + (attempt.step() & STEP_MASK);
  }
}
