package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.understudy.payload.OwnForm;
import java.util.Comparator;
import java.util.List;

/**
 * One worker's turn at an attendance, and the fencing token of everything it does: of two tenures of
 * one agent the higher one rules. On the wire {@code [generation, attempt]}, both below 2^53.
 *
 * @param generation when the task opened the attendance, in epoch milliseconds of the workflow's
 *     clock; a task that opens one again, even after continuing as new, gets a higher one without
 *     having to carry a counter along
 * @param attempt the number of the attempt at the attendance's activity, which no reset takes back, as {@link
 *     AttemptNumber} makes it; from 1
 */
@OwnForm
public record Tenure(long generation, long attempt) implements Comparable<Tenure> {
  private static final Comparator<Tenure> ORDER =
      Comparator.comparingLong(Tenure::generation).thenComparingLong(Tenure::attempt);

  public Tenure {
    if (generation < 0 || attempt < 1) {
      throw new IllegalArgumentException(
          "a tenure counts from [0, 1] but was [%d, %d]".formatted(generation, attempt));
    }
  }

  @JsonCreator
  static Tenure of(List<Long> numbers) {
    if (numbers.size() != 2) {
      throw new IllegalArgumentException("a tenure is two numbers but was " + numbers);
    }
    return new Tenure(numbers.get(0), numbers.get(1));
  }

  @JsonValue
  List<Long> numbers() {
    return List.of(generation, attempt);
  }

  /** Whether this one is stale because of {@code other}. */
  public boolean isSupersededBy(Tenure other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(Tenure other) {
    return ORDER.compare(this, other);
  }
}
