package dev.understudy.batch;

import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
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
   *
   * @param eventsBefore what the task does before in each run, in events
   */
  record Order(int pageSize, boolean isContinuing, boolean isGoingBack, int eventsBefore) {}

  final class CountingImpl implements Counting {
    private @Nullable ResumableBatch batch;

    @Override
    public BatchProgress count(Order order, BatchProgress before) {
      return AgentSession.attend(SessionSpec.on("room:42").as("counter"), session -> {
        prepare(order.eventsBefore());
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

    private static void prepare(int events) {
      if (events > 0) {
        for (int event = 0; event < events; event++) {
          Workflow.sideEffect(Integer.class, () -> 0);
        }
        Workflow.sleep(Duration.ofMillis(1)); // or all of it would be one workflow task
      }
    }

    @Override
    public BatchProgress progress() {
      return batch == null ? BatchProgress.START : batch.progress();
    }
  }
}
