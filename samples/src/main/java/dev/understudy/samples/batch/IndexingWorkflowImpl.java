package dev.understudy.samples.batch;

import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.ResumableBatch;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.workflow.Workflow;

/** Nothing but a batch in a session. */
public final class IndexingWorkflowImpl implements IndexingWorkflow {
  @Override
  public BatchProgress index(Order order, BatchProgress before) {
    return AgentSession.attend(SessionSpec.on(order.session()).as("writer"), session -> {
      ResumableBatch batch = ResumableBatch.of(order.batch(), before);
      batch.process(
          session, now -> Workflow.newContinueAsNewStub(IndexingWorkflow.class).index(order, now));
      return batch.progress();
    });
  }
}
