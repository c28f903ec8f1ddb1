package dev.understudy.samples.drill;

import dev.understudy.batch.pages.BatchType;
import dev.understudy.worker.TaskTypes;
import io.temporal.worker.Worker;
import java.util.List;

/** Lets every worker take part in drills. */
public final class DrillTaskTypes implements TaskTypes {

  @Override
  public void registerOn(Worker worker) {
    worker.registerWorkflowImplementationTypes(DrillWorkflowImpl.class);
    worker.registerActivitiesImplementations(new LedgerSteps());
  }

  @Override
  public List<BatchType<?>> batches() {
    return List.of(new BatchType<>(Chores.BATCH, new ChoreSource(), new ChoreSink()));
  }
}
