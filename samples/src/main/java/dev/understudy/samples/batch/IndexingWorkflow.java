package dev.understudy.samples.batch;

import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.BatchSpec;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** An agent that embeds and stores a corpus. */
@WorkflowInterface
public interface IndexingWorkflow {

  /**
   * Works until every passage is stored or set aside.
   *
   * @param before {@link BatchProgress#START}, or how far an earlier run of the task got
   */
  @WorkflowMethod
  BatchProgress index(Order order, BatchProgress before);

  /**
   * What is ordered.
   *
   * @param session the channel of the agent
   */
  record Order(String session, BatchSpec batch) {}
}
