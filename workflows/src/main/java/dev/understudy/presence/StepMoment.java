package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.understudy.Internal;
import java.util.Comparator;
import java.util.List;

/**
 * When a step said something: orders what the steps of one task say between two statuses of its own,
 * without anybody's clock. What is left of a dead attempt is always older than what the next one says.
 * On the wire {@code [step, attempt, count]}.
 *
 * @param step the step's number, which grows within its task
 * @param attempt number of the attempt at the step, see {@link AttemptNumber}
 * @param count counts what the attempt has said, from 1
 */
@Internal
public record StepMoment(long step, long attempt, long count) implements Comparable<StepMoment> {
  private static final Comparator<StepMoment> ORDER = Comparator.comparingLong(StepMoment::step)
      .thenComparingLong(StepMoment::attempt)
      .thenComparingLong(StepMoment::count);

  public StepMoment {
    if (step < 1 || attempt < 1 || count < 1) {
      throw new IllegalArgumentException(
          "a step's moment counts from [1, 1, 1] but was [%d, %d, %d]"
              .formatted(step, attempt, count));
    }
  }

  @JsonCreator
  static StepMoment of(List<Long> numbers) {
    if (numbers.size() != 3) {
      throw new IllegalArgumentException("a step's moment is three numbers but was " + numbers);
    }
    return new StepMoment(numbers.get(0), numbers.get(1), numbers.get(2));
  }

  @JsonValue
  List<Long> numbers() {
    return List.of(step, attempt, count);
  }

  @Override
  public int compareTo(StepMoment other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return step + "." + attempt + "." + count;
  }
}
