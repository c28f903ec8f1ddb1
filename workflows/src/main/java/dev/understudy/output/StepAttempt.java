package dev.understudy.output;

import dev.understudy.Internal;
import dev.understudy.presence.AttemptNumber;
import java.util.Comparator;

/**
 * One attempt at a step. Of two attempts at one step the higher one counts.
 *
 * @param step the step's number, which grows within its task, across continue-as-new and resets
 * @param attempt its number, see {@link AttemptNumber}
 * @param rounds in which the step was scheduled: the same for all of its attempts
 */
@Internal
public record StepAttempt(long step, long attempt, Rounds rounds)
    implements Comparable<StepAttempt> {
  private static final Comparator<StepAttempt> ORDER =
      Comparator.comparingLong(StepAttempt::step).thenComparingLong(StepAttempt::attempt);

  public StepAttempt {
    if (step < 1 || attempt < 1) {
      throw new IllegalArgumentException(
          "steps and attempts count from 1 but were %d and %d".formatted(step, attempt));
    }
  }

  /** At a step that nothing replaces. */
  public StepAttempt(long step, long attempt) {
    this(step, attempt, Rounds.NONE);
  }

  @Override
  public int compareTo(StepAttempt other) {
    return ORDER.compare(this, other);
  }
}
