package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a task publishes itself, and what is said when it is over. */
class SessionOutputTest {
  private static final String TASK = "errand-1";
  private static final String ATTENDANCE = "attendance/errand-1/room:42/runner";

  private final TestWorkflowEnvironment temporal = AgentSessionTest.environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final RecordingAttendance attendance = new RecordingAttendance();
  private String firstRun = "";

  @BeforeEach
  void start() {
    AgentSessionTest.worker(temporal).registerActivitiesImplementations(attendance);
    temporal.start();
  }

  @AfterEach
  void replayAndStop() throws Exception {
    List<WorkflowExecutionHistory> histories = List.of(
        client.fetchHistory(TASK, firstRun),
        client.fetchHistory(TASK),
        client.fetchHistory(ATTENDANCE));
    temporal.close();
    try (TestWorkflowEnvironment replay = AgentSessionTest.environment()) {
      WorkflowReplayer.replayWorkflowExecutions(histories, true, AgentSessionTest.worker(replay));
    }
  }

  private WorkflowStub errand(String ending) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue("work").setWorkflowId(TASK).build();
    StepTask errand = client.newWorkflowStub(StepTask.class, options);
    firstRun = WorkflowClient.start(errand::run, "room:42", ending).getRunId();
    WorkflowStub stub = WorkflowStub.fromTyped(errand);
    stub.signal("goOn");
    return stub;
  }

  private void awaitAttendance() {
    client.newUntypedWorkflowStub(ATTENDANCE).getResult(String.class);
  }

  @Test
  void isPublishedInItsOrderAndFollowedByTheEnd() {
    WorkflowStub errand = errand("publish");

    assertThat(errand.getResult(String.class)).isEqualTo("done");
    awaitAttendance();
    assertThat(attendance.published())
        .containsExactly(
            "runner: result {pages=3}", "runner: note plain", "runner: understudy.output null");
    assertThat(attendance.ids()).doesNotHaveDuplicates();
    assertThat(attendance.ids()).last().asString().startsWith("errand-1:").endsWith(":task-end");
  }

  @Test
  void hasIdsOfItsOwnInALaterRunAndEndsOnce() {
    WorkflowStub errand = errand("publish-and-continue");

    assertThat(errand.getResult(String.class)).isEqualTo("done");
    awaitAttendance();
    assertThat(attendance.published())
        .containsExactly(
            "runner: plan {pages=3}",
            "runner: note plain",
            "runner: result {pages=3}",
            "runner: note plain",
            "runner: understudy.output null");
    assertThat(attendance.ids()).doesNotHaveDuplicates();
  }

  @Test
  void endsAsFailedWhenAblyRefusesTheAgent() {
    attendance.refuse();
    WorkflowStub errand = errand("patrol");

    assertThatThrownBy(() -> errand.getResult(String.class))
        .hasStackTraceContaining("no capability (40160)");
    assertThat(attendance.ids()).singleElement().asString().endsWith(":task-end");
  }

  @Test
  void isRefusedUnderANameOfOurs() {
    WorkflowStub errand = errand("publish-as-ours");

    assertThatThrownBy(() -> errand.getResult(String.class))
        .hasStackTraceContaining(
            "a message's name is not empty and does not begin with understudy.");
    awaitAttendance();
    assertThat(attendance.published()).containsExactly("runner: understudy.output null");
  }
}
