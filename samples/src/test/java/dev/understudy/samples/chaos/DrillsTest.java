package dev.understudy.samples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.embedded.EmbeddedTemporal;
import dev.understudy.samples.drill.DrillWorkflow.Drill;
import dev.understudy.samples.drill.DrillWorkflow.Seat;
import dev.understudy.samples.drill.DrillWorkflow.Work;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DrillsTest {
  private static final Drill DRILL =
      Drill.of(new Seat("chaos:1", "agent-1", "", 3_000), new Work("localhost:1", 1_000, 0));

  private final EmbeddedTemporal temporal = EmbeddedTemporal.start();

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void leavesNeitherTasksNorAttendancesBehindThatNobodyWorksOn() {
    try (Drills drills = new Drills("localhost:" + temporal.port(), "work")) {
      drills.start(DRILL);
      // What a run of the task that has continued as new is no parent of.
      start("attendance/work-agent-1/chaos:1/agent-1");
    }

    assertThat(status("work-agent-1"))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    assertThat(status("attendance/work-agent-1/chaos:1/agent-1"))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
  }

  private void start(String id) {
    temporal
        .client()
        .newUntypedWorkflowStub(
            "Attendance",
            WorkflowOptions.newBuilder().setTaskQueue("work").setWorkflowId(id).build())
        .start();
  }

  private WorkflowExecutionStatus status(String id) {
    return temporal.client().newUntypedWorkflowStub(id).describe().getStatus();
  }
}
