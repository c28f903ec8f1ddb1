package dev.understudy.samples.killer;

import dev.understudy.batch.pages.BatchSource;
import dev.understudy.batch.pages.BatchType;
import dev.understudy.batch.pages.Item;
import dev.understudy.batch.pages.Page;
import dev.understudy.worker.TaskTypes;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.stream.IntStream;

/** Lets the workers of tests make rounds. */
public final class RoundTaskTypes implements TaskTypes {
  static final String BATCH = "round";
  static final int ITEMS = 12;

  private static final BatchSource<Visit> SOURCE =
      (argument, cursor, size) -> Page.last(IntStream.range(0, ITEMS)
          .mapToObj(number -> new Item<>("item-" + number, Visit.parse(argument, number)))
          .toList());

  @Override
  public void registerOn(Worker worker) {
    worker.registerWorkflowImplementationTypes(Round.Impl.class);
  }

  @Override
  public List<BatchType<?>> batches() {
    return List.of(new BatchType<>(BATCH, SOURCE, new VisitSink()));
  }
}
