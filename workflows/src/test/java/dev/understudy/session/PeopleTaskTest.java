package dev.understudy.session;

import static org.awaitility.Awaitility.await;

import dev.understudy.attendance.Sighting;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.User;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A {@link PeopleTask} in Temporal's time-skipping environment, and what its attendance tells it; each test ends in a
 * replay.
 */
@ExtendWith(NoForgottenPromises.class)
abstract class PeopleTaskTest {
  static final String QUEUE = "work";
  static final String TASK = "vigil-1";
  static final String ATTENDANCE = "attendance/vigil-1/room:42/keeper";

  /** No lower than that of an attendance which the task of a test starts: a date far ahead. */
  static final long TASKS_OWN = 4_000_000_000_000L;

  final TestWorkflowEnvironment temporal = AgentSessionTest.environment();
  final WorkflowClient client = temporal.getWorkflowClient();
  final RecordingAttendance attendance = new RecordingAttendance();
  final Passing passing = new Passing();
  WorkflowStub vigil = client.newUntypedWorkflowStub(TASK);
  String firstRun = "";
  long sightings;

  /** Ends when it is told to, or when it is cancelled. */
  static final class Passing implements PeopleTask.Minute {
    final AtomicInteger begun = new AtomicInteger();
    private volatile boolean isOver;

    @Override
    public String pass() {
      ActivityExecutionContext context = Activity.getExecutionContext();
      int turn = begun.incrementAndGet();
      await().atMost(Duration.ofSeconds(60)).until(() -> {
        context.heartbeat(turn);
        return isOver;
      });
      return "passed in turn " + turn;
    }

    void end() {
      isOver = true;
    }
  }

  @BeforeEach
  void start() {
    worker(temporal).registerActivitiesImplementations(attendance, passing);
    temporal.start();
    RestingAttendance.isSlow = false;
    RestingAttendance.isRefused = false;
  }

  static Worker worker(TestWorkflowEnvironment environment) {
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(RestingAttendance.class, PeopleTask.Impl.class);
    return worker;
  }

  @AfterEach
  void replayAndStop() throws Exception {
    passing.end();
    List<WorkflowExecutionHistory> histories =
        List.of(client.fetchHistory(TASK, firstRun), client.fetchHistory(TASK));
    temporal.close();
    try (TestWorkflowEnvironment replay = AgentSessionTest.environment()) {
      WorkflowReplayer.replayWorkflowExecutions(histories, true, worker(replay));
    }
  }

  void keep(String part) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(TASK).build();
    PeopleTask started = client.newWorkflowStub(PeopleTask.class, options);
    firstRun = WorkflowClient.start(started::keep, part).getRunId();
    if (!part.startsWith("bad") && !part.startsWith("attend")) {
      await().until(() -> !view().agents().isEmpty() || !view().past().isEmpty());
    }
  }

  void sees(User... users) {
    attendance.lookFinds(new People(Arrays.asList(users)));
    tell(new Tenure(TASKS_OWN, 1), users);
  }

  void tell(Tenure tenure, User... users) {
    sightings++;
    vigil.signal(
        Sighting.SIGNAL,
        new Sighting(
            new SessionName("room:42"),
            new AgentName("keeper"),
            new Sighting.Seen(tenure, sightings),
            new People(Arrays.asList(users))));
  }

  static User alice(int devices) {
    return new User("alice", devices, Optional.empty());
  }

  static User bob() {
    return new User("bob", 1, Optional.of("editor"));
  }

  SessionView view() {
    return vigil.query("session", SessionView.class);
  }

  SessionView.Agent keeper() {
    return view().agents().get(0);
  }

  LeaveReason reason() {
    return client.newUntypedWorkflowStub(ATTENDANCE).getResult(LeaveReason.class);
  }

  List<String> story() {
    return Arrays.asList(vigil.getResult(String[].class));
  }
}
