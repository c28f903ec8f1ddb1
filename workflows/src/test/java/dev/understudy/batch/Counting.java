package dev.understudy.batch;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A task for tests: a batch and nothing else. */
@NullMarked
@WorkflowInterface
public interface Counting {
  @WorkflowMethod
  BatchProgress count(Order order, BatchProgress before);

  @QueryMethod
  BatchProgress progress();

  /**
   * In pages of {@code pageSize}; one that is not {@code isContinuing} forgets to, and one that {@code
   * isGoingBack} hands the next run what it began with.
   */
  record Order(int pageSize, boolean isContinuing, boolean isGoingBack) {}

  final class CountingImpl implements Counting {
    private @Nullable ResumableBatch batch;

    @Override
    public BatchProgress count(Order order, BatchProgress before) {
      return AgentSession.attend(SessionSpec.on("room:42").as("counter"), session -> {
        ResumableBatch numbers =
            ResumableBatch.of(BatchSpec.of("numbers").inPagesOf(order.pageSize()), before);
        batch = numbers;
        numbers.process(session, now -> {
          if (order.isContinuing()) {
            Workflow.newContinueAsNewStub(Counting.class)
                .count(order, order.isGoingBack() ? before : now);
          }
        });
        return numbers.progress();
      });
    }

    @Override
    public BatchProgress progress() {
      return batch == null ? BatchProgress.START : batch.progress();
    }
  }
}
