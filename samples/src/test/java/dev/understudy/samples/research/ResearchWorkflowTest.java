package dev.understudy.samples.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.presence.AgentState;
import dev.understudy.samples.research.ResearchWorkflow.Assignment;
import dev.understudy.samples.research.ResearchWorkflow.Report;
import dev.understudy.session.Answer;
import dev.understudy.session.Control;
import dev.understudy.session.SessionInterceptor;
import dev.understudy.session.SessionView;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Research in Temporal's time-skipping environment; each test ends in a replay of its history. */
final class ResearchWorkflowTest {
  private static final String QUEUE = "work";
  private static final String TASK = "research-1";
  private static final Assignment ASSIGNMENT =
      new Assignment("room:42", "Who pays for fish and for ports?", "alice");

  private final TestWorkflowEnvironment temporal = environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final WorkflowStub task = client.newUntypedWorkflowStub(TASK);
  private final QuietAttendance attendance = new QuietAttendance();
  private final ScriptedSteps steps = new ScriptedSteps("fish", "ports");

  static TestWorkflowEnvironment environment() {
    return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
        .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(new SessionInterceptor())
            .build())
        .build());
  }

  static Worker worker(TestWorkflowEnvironment environment) {
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(
        ResearchWorkflowImpl.class, QuietAttendance.Resting.class);
    return worker;
  }

  @BeforeEach
  void start() {
    worker(temporal).registerActivitiesImplementations(attendance, steps);
    temporal.start();
  }

  @AfterEach
  void replayAndStop() throws Exception {
    WorkflowExecutionHistory history = client.fetchHistory(TASK);
    temporal.close();
    try (TestWorkflowEnvironment replay = environment()) {
      WorkflowReplayer.replayWorkflowExecution(history, worker(replay));
    }
  }

  private void assign() {
    ResearchWorkflow research = client.newWorkflowStub(
        ResearchWorkflow.class,
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(TASK).build());
    WorkflowClient.start(research::research, ASSIGNMENT);
  }

  private SessionView view() {
    return task.query("session", SessionView.class);
  }

  private void answer(boolean isApproval) {
    await().until(() -> !view().questions().isEmpty());
    long question = view().questions().get(0).id();
    task.update("answer", Void.class, new Answer(question, "alice", isApproval, ""));
  }

  private Report report() {
    return task.getResult(Report.class);
  }

  @Test
  void publishesWhatAPersonApproved() {
    assign();

    answer(true);

    assertThat(report().approvedBy()).isEqualTo("alice");
    assertThat(attendance.published()).containsExactly("researcher: report On fish. On ports.");
  }

  @Test
  void publishesNothingThatAPersonRejected() {
    assign();

    answer(false);

    assertThat(report().approvedBy()).isEmpty();
    assertThat(report().text()).isEqualTo("On fish. On ports.");
    assertThat(attendance.published()).isEmpty();
  }

  @Test
  void publishesNothingWhenNobodyAnswersInTime() {
    long begunMillis = temporal.currentTimeMillis();
    assign();

    assertThat(report().approvedBy()).isEmpty();

    assertThat(attendance.published()).isEmpty();
    assertThat(temporal.currentTimeMillis() - begunMillis)
        .isGreaterThanOrEqualTo(Duration.ofHours(8).toMillis());
  }

  @Test
  void readsNothingWhileAPersonHasPausedIt() {
    CountDownLatch plan = steps.holdPlans();
    assign();
    await().until(() -> steps.taken().contains("plan"));
    task.update("pause", Void.class, new Control("bob", "lunch"));
    plan.countDown();
    await().until(() -> readersPaused() == 2);

    temporal.sleep(Duration.ofHours(1));

    assertThat(steps.taken()).containsExactly("plan");
    task.update("resume", Void.class, new Control("bob", "back"));
    answer(true);
    assertThat(report().approvedBy()).isEqualTo("alice");
    assertThat(steps.taken())
        .hasSize(4)
        .startsWith("plan")
        .contains("read fish", "read ports")
        .endsWith("draft");
  }

  private long readersPaused() {
    return view().agents().stream()
        .filter(agent -> ResearchWorkflowImpl.READERS.contains(agent.agent().value()))
        .filter(agent -> agent.status().state() == AgentState.PAUSED)
        .count();
  }
}
