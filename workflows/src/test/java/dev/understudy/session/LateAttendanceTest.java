package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Timestamps;
import io.temporal.api.history.v1.HistoryEvent;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tasks whose attendances end otherwise than they were told; each test ends in a replay. */
@ExtendWith(NoForgottenPromises.class)
class LateAttendanceTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final String QUEUE = "work";
  private static final String TASK = "task-1";
  private static final String ATTENDANCE = "attendance/task-1/room:42/keeper";

  private final TestWorkflowEnvironment temporal = environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final WorkflowStub task = client.newUntypedWorkflowStub(TASK);
  private String firstRun = "";

  private static TestWorkflowEnvironment environment() {
    return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
        .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(new SessionInterceptor())
            .build())
        .build());
  }

  private static Worker worker(TestWorkflowEnvironment environment) {
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(LateAttendance.class, PeopleTask.Impl.class);
    return worker;
  }

  @BeforeEach
  void start() {
    LateAttendance.isSlow = false;
    LateAttendance.isRefused = false;
    LateAttendance.isShort = false;
    worker(temporal);
    temporal.start();
  }

  @AfterEach
  void replayAndStop() throws Exception {
    List<WorkflowExecutionHistory> histories =
        List.of(client.fetchHistory(TASK, firstRun), client.fetchHistory(TASK));
    temporal.close();
    try (TestWorkflowEnvironment replay = environment()) {
      WorkflowReplayer.replayWorkflowExecutions(histories, true, worker(replay));
    }
  }

  private void keep(String part) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(TASK).build();
    PeopleTask started = client.newWorkflowStub(PeopleTask.class, options);
    firstRun = WorkflowClient.start(started::keep, part).getRunId();
    await().atMost(LIVELINESS).until(() -> agents() == 1);
  }

  private int agents() {
    return task.query("session", SessionView.class).agents().size();
  }

  @Test
  void aTaskWhoseAgentTurnsOutToBeRefusedAsItEndsFails() {
    LateAttendance.isRefused = true;
    keep("work");
    task.signal("wrapUp");

    assertThatThrownBy(() -> task.getResult(String[].class))
        .hasStackTraceContaining("keeper is not present in room:42: task-7 holds it");
  }

  @Test
  void aTaskEndsAlthoughTheAttendanceThatItTookOverIsTerminatedWhileItEnds() throws Exception {
    LateAttendance.isSlow = true;
    keep("continue");
    task.signal("wrapUp");
    await().atMost(LIVELINESS).until(() -> isContinued() && agents() == 1);
    task.signal("wrapUp");
    await().atMost(LIVELINESS).until(this::isToldToEnd);

    client.newUntypedWorkflowStub(ATTENDANCE).terminate("by force");

    assertThat(task.getResult(30, TimeUnit.SECONDS, String[].class)).containsExactly("done");
  }

  @Test
  void aTaskWhoseAttendancesEndByThemselvesBeginsThemEverLater() {
    LateAttendance.isShort = true;
    keep("work");

    await().atMost(LIVELINESS).until(() -> begun().size() >= 3);
    assertThat(between(1, 2)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    task.signal("wrapUp");

    assertThat(task.getResult(String[].class)).containsExactly("done");
  }

  /** When attendances have begun. */
  private List<Duration> begun() {
    return client.fetchHistory(TASK).getEvents().stream()
        .filter(HistoryEvent::hasChildWorkflowExecutionStartedEventAttributes)
        .map(event -> Duration.ofMillis(Timestamps.toMillis(event.getEventTime())))
        .toList();
  }

  private Duration between(int one, int next) {
    return begun().get(next).minus(begun().get(one));
  }

  private boolean isContinued() {
    return !task.describe().getExecution().getRunId().equals(firstRun);
  }

  private boolean isToldToEnd() {
    return client.fetchHistory(ATTENDANCE).getEvents().stream()
        .map(event -> event.getWorkflowExecutionSignaledEventAttributes().getSignalName())
        .anyMatch("understudy.close"::equals);
  }
}
