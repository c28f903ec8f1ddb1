package dev.understudy.batch.pages;

import dev.understudy.batch.BatchActivities;
import dev.understudy.batch.PageOrder;
import dev.understudy.batch.PageOutcome;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The batches that a worker can do. Thread-safe; holds nothing between two pages. */
public final class PageActivities implements BatchActivities {
  private final Map<String, BatchType<?>> types = new TreeMap<>();

  /**
   * Those of {@code types}.
   *
   * @throws IllegalArgumentException if two of them have the same name
   */
  public PageActivities(Collection<BatchType<?>> types) {
    for (BatchType<?> type : types) {
      if (this.types.put(type.name(), type) != null) {
        throw new IllegalArgumentException(
            "two types of batch are called %s: give one another name".formatted(type.name()));
      }
    }
  }

  @Override
  public PageOutcome process(PageOrder order) {
    BatchType<?> type = types.get(order.spec().batch());
    if (type == null) {
      throw ApplicationFailure.newNonRetryableFailure(
          "this worker knows no batch called %s, only %s: register its BatchType on every worker"
              .formatted(order.spec().batch(), types.keySet()),
          INVALID);
    }
    return new PageStep<>(type, order, Activity.getExecutionContext()).perform();
  }
}
