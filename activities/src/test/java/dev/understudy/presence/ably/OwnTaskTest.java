package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.AttendanceSpec;
import dev.understudy.presence.AttendanceWorkflowImpl;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.SessionName;
import dev.understudy.testing.TemporalForTests;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnTaskTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  private static final WorkflowOptions.Builder TASK =
      WorkflowOptions.newBuilder().setTaskQueue("work").setWorkflowId("task-1");

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final WorkflowClient client = temporal.getWorkflowClient();

  /** A task in as many runs as one likes. */
  @WorkflowInterface
  public interface Chain {
    @WorkflowMethod
    void run();

    @SignalMethod
    void goOn();
  }

  public static final class ChainImpl implements Chain {
    private boolean goesOn;

    @Override
    public void run() {
      Workflow.await(() -> goesOn);
      Workflow.newContinueAsNewStub(Chain.class).run();
    }

    @Override
    public void goOn() {
      goesOn = true;
    }
  }

  @BeforeEach
  void start() {
    temporal
        .newWorker("work")
        .registerWorkflowImplementationTypes(AttendanceWorkflowImpl.class, ChainImpl.class);
    temporal.start();
  }

  @AfterEach
  void stop() {
    temporal.close();
  }

  private AttendanceSpec startTask() {
    Chain chain = client.newWorkflowStub(Chain.class, TASK.build());
    return anyTask().ofTaskBegunAs(WorkflowClient.start(chain::run).getRunId());
  }

  private static AttendanceSpec anyTask() {
    return new AttendanceSpec("task-1", new SessionName("room:42"), new AgentName("writer"), 1);
  }

  private WorkflowStub task() {
    return client.newUntypedWorkflowStub("task-1");
  }

  private WorkflowStub attend(AttendanceSpec spec) {
    WorkflowStub attendance = client.newUntypedWorkflowStub(
        "understudy.attendance",
        WorkflowOptions.newBuilder()
            .setTaskQueue("work")
            .setWorkflowId(spec.workflowId())
            .build());
    attendance.start(spec);
    return attendance;
  }

  @Test
  void isOverWhenAnotherHasItsId() {
    AttendanceSpec spec = startTask();
    OwnTask task = new OwnTask(client, spec, attend(spec));
    assertThat(task.end()).isEmpty();

    task().terminate("by hand");
    startTask();

    assertThat(task.end()).contains(LeaveReason.TERMINATED);
    assertThat(task.isRunning()).contains(false);
  }

  @Test
  void isTheOneThatHasTakenTheAttendanceOver() {
    AttendanceSpec spec = startTask();
    WorkflowStub attendance = attend(spec);
    OwnTask task = new OwnTask(client, spec, attendance);
    task().terminate("by hand");

    attendance.signal("understudy.adopt", startTask());

    assertThat(task.end()).isEmpty();
    assertThat(task.isRunning()).contains(true);
    task().terminate("by hand");
    startTask();
    assertThat(task.end()).contains(LeaveReason.TERMINATED);
  }

  @Test
  void goesOnInItsNextRun() {
    AttendanceSpec spec = startTask();
    OwnTask task = new OwnTask(client, spec, attend(spec));
    String first = run();

    task().signal("goOn");

    await().atMost(LIVELINESS).until(() -> !run().equals(first));
    assertThat(task.end()).isEmpty();
  }

  private String run() {
    return task().describe().getExecution().getRunId();
  }

  @Test
  void isWhoeverHasItsIdWhenItsFirstRunIsUnknown() {
    startTask();
    OwnTask task = new OwnTask(client, anyTask(), attend(anyTask()));

    task().terminate("by hand");
    startTask();

    assertThat(task.end()).isEmpty();
  }

  @Test
  void isNotKnownToBeOverWhileNobodySaysWhetherItWasTakenOver() {
    AttendanceSpec spec = startTask();
    OwnTask task = new OwnTask(client, spec, client.newUntypedWorkflowStub("no-attendance"));

    task().terminate("by hand");
    startTask();

    assertThat(task.end()).isEmpty();
    assertThat(task.isRunning()).isEmpty();
  }
}
