package dev.understudy.output;

import dev.understudy.Internal;
import java.util.Comparator;

/**
 * One attempt at a step. Of two attempts at one step the higher one counts.
 *
 * @param step the step's number, which grows within its task, across continue-as-new and resets
 * @param attempt Temporal's attempt number of the step, from 1
 */
@Internal
public record StepAttempt(long step, int attempt) implements Comparable<StepAttempt> {
  private static final Comparator<StepAttempt> ORDER =
      Comparator.comparingLong(StepAttempt::step).thenComparingInt(StepAttempt::attempt);

  public StepAttempt {
    if (step < 1 || attempt < 1) {
      throw new IllegalArgumentException(
          "steps and attempts count from 1 but were %d and %d".formatted(step, attempt));
    }
  }

  @Override
  public int compareTo(StepAttempt other) {
    return ORDER.compare(this, other);
  }
}
