package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.attendance.AttendanceWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions that end in other ways than with all of the work; each test ends in a replay. */
@ExtendWith(NoForgottenPromises.class)
class ClosingTest {
  private static final String QUEUE = "work";
  static final String TASK = "closing-1";
  private static final long LIVELINESS_SECONDS = 60;

  private final TestWorkflowEnvironment temporal = AgentSessionTest.environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final RecordingAttendance attendance = new RecordingAttendance();
  private String firstRun = "";

  @BeforeEach
  void start() {
    worker(temporal).registerActivitiesImplementations(attendance);
    temporal.start();
  }

  static Worker worker(TestWorkflowEnvironment environment) {
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(AttendanceWorkflowImpl.class, Closing.Impl.class);
    return worker;
  }

  @AfterEach
  void replayAndStop() throws Exception {
    List<WorkflowExecutionHistory> histories =
        List.of(client.fetchHistory(TASK, firstRun), client.fetchHistory(TASK));
    temporal.close();
    try (TestWorkflowEnvironment replay = AgentSessionTest.environment()) {
      WorkflowReplayer.replayWorkflowExecutions(histories, true, worker(replay));
    }
  }

  private WorkflowStub play(String part) {
    Closing task = client.newWorkflowStub(
        Closing.class,
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(TASK).build());
    firstRun = WorkflowClient.start(task::play, part).getRunId();
    return client.newUntypedWorkflowStub(TASK);
  }

  private static String end(WorkflowStub task) throws TimeoutException {
    return task.getResult(LIVELINESS_SECONDS, TimeUnit.SECONDS, String.class);
  }

  @Test
  void aPauseEndsWithTheAgentAlsoIfItsSessionWasOpened() {
    WorkflowStub task = play("wait-at-a-checkpoint");
    await().until(() -> attendance.count("reader enters room:42") == 1);
    task.update("pause", Void.class, new Control("alice", "lunch"));
    task.signal("goOn");
    await().until(() -> attendance.count("reader shows  (paused)") == 1);

    attendance.refuseFromNowOn(client);

    assertThatThrownBy(() -> end(task))
        .hasStackTraceContaining("reader is not present in room:42: no capability (40160)");
  }

  @Test
  void theActiveTimeOfAClosedSessionStandsStill() throws TimeoutException {
    assertThat(end(play("rest-after-the-end"))).isEqualTo("0 s more");
  }

  @Test
  void whoOpensASessionThatIsClosingWaitsForThat() throws TimeoutException {
    assertThat(end(play("open-while-closing"))).isEqualTo("done");
    assertThat(attendance.count("reader enters room:42")).isEqualTo(2);
  }

  @Test
  void aCancelIsNotLostBecauseAPartWasCancelledBefore() {
    WorkflowStub task = play("continue-without-a-part");
    await().until(() -> attendance.count("reader enters room:42") == 1);
    task.update("cancel", Void.class, new Control("alice", "wrong question"));

    assertThatThrownBy(() -> end(client.newUntypedWorkflowStub(TASK)))
        .hasCauseInstanceOf(CanceledFailure.class);
  }
}
