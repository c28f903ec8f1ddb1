package dev.understudy.samples.batch;

import dev.understudy.batch.pages.BatchType;
import dev.understudy.worker.TaskTypes;
import io.temporal.worker.Worker;
import java.util.List;

/** Lets every worker index passages. */
public final class IndexingTaskTypes implements TaskTypes {
  static final String BATCH = "indexing";

  @Override
  public void registerOn(Worker worker) {
    worker.registerWorkflowImplementationTypes(IndexingWorkflowImpl.class);
  }

  @Override
  public List<BatchType<?>> batches() {
    return List.of(new BatchType<>(BATCH, new PassageSource(), new PassageSink()));
  }
}
