package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.testing.SessionTest;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tasks on workers that are not Understudy's. */
class OtherWorkersTest {
  private static final String QUEUE = "work";
  private static final String LACK =
      "a session needs SessionInterceptor, but the factory of the worker";

  private static WorkerFactory start(SessionTest test, WorkerFactoryOptions options) {
    WorkerFactory factory = WorkerFactory.newInstance(test.client(), options);
    Worker worker = factory.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(StepTaskImpl.class);
    test.serve(worker);
    factory.start();
    return factory;
  }

  @Test
  void sayWhatTheyLackAlsoInAReplayAndHoldTheTaskUntilARightOneRunsIt() {
    try (SessionTest test = SessionTest.forWorkflow(StepTaskImpl.class).open()) {
      WorkflowClient client = test.client();
      WorkerFactory lacking = start(test, WorkerFactoryOptions.getDefaultInstance());
      WorkflowStub task = client.newUntypedWorkflowStub(
          "StepTask",
          WorkflowOptions.newBuilder()
              .setTaskQueue(QUEUE)
              .setWorkflowId("task-1")
              .setWorkflowTaskTimeout(Duration.ofSeconds(1))
              .build());
      task.start("room:42", "swallow");

      await().atMost(Duration.ofSeconds(30)).until(() -> failure(client).contains(LACK));
      lacking.shutdownNow();
      lacking.awaitTermination(30, TimeUnit.SECONDS);
      WorkerFactory right = start(
          test,
          WorkerFactoryOptions.newBuilder()
              .setWorkerInterceptors(new SessionInterceptor())
              .build());
      task.signal("goOn");

      assertThat(task.getResult(String.class)).isEqualTo("done");
      test.settle();
      right.shutdownNow();
      assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(
              client.fetchHistory("task-1"), StepTaskImpl.class))
          .hasStackTraceContaining(LACK)
          .hasStackTraceContaining("in a test or a replay");
    }
  }

  /** Why the task is held; empty while it is not. */
  private static String failure(WorkflowClient client) {
    return client.fetchHistory("task-1").getEvents().stream()
        .filter(HistoryEvent::hasWorkflowTaskFailedEventAttributes)
        .map(event -> event.getWorkflowTaskFailedEventAttributes().getFailure().toString())
        .findFirst()
        .orElse("");
  }
}
