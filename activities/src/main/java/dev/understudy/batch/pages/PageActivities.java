package dev.understudy.batch.pages;

import dev.understudy.Internal;
import dev.understudy.batch.BatchActivities;
import dev.understudy.batch.PageOrder;
import dev.understudy.batch.PageOutcome;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The batches that a worker can do. Thread-safe; holds nothing between two pages. */
@Internal
public final class PageActivities implements BatchActivities {
  private static final String UNKNOWN = "understudy.batch.unknown";

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
    ActivityExecutionContext context = Activity.getExecutionContext();
    PageTries tries = PageTries.of(order, context);
    tries.requireAnother();
    BatchType<?> type = types.get(order.spec().batch());
    if (type == null) {
      throw tries.after(unknown(order.spec().batch()));
    }
    return new PageStep<>(type, order, context, tries).perform();
  }

  /** A failure that is tried again: while a type is deployed, workers without it get its pages, too. */
  private ApplicationFailure unknown(String batch) {
    return ApplicationFailure.newFailure(
        "this worker knows no batch called %s, only %s: register its BatchType on every worker"
            .formatted(batch, types.keySet()),
        UNKNOWN);
  }
}
