package dev.understudy.samples.killer;

import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.ResumableBatch;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A task for tests: a batch of one page. */
@WorkflowInterface
public interface Round {
  @WorkflowMethod
  BatchProgress make(BatchSpec batch);

  final class Impl implements Round {
    @Override
    public BatchProgress make(BatchSpec spec) {
      return AgentSession.attend(SessionSpec.on("room:42").as("keeper"), session -> {
        ResumableBatch batch = ResumableBatch.of(spec, BatchProgress.START);
        batch.process(session, now -> {
          throw new IllegalStateException("one page fits in any history");
        });
        return batch.progress();
      });
    }
  }
}
