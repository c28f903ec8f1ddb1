package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.attendance.AttendanceWorkflowImpl;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.refusal.Refusal;
import dev.understudy.step.StepNumbering;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A task with a session, in Temporal's test environment; each test ends in a replay. */
@ExtendWith(NoForgottenPromises.class)
class AgentSessionTest {
  private static final String QUEUE = "work";
  private static final String TASK = "errand-1";
  private static final String ATTENDANCE = "attendance/errand-1/room:42/runner";

  private final TestWorkflowEnvironment temporal = environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final RecordingAttendance attendance = new RecordingAttendance();
  private String firstRun = "";

  @BeforeEach
  void start() {
    worker(temporal).registerActivitiesImplementations(attendance);
    temporal.start();
    StepTaskImpl.isBroken = false;
  }

  @AfterEach
  void replayAndStop() throws Exception {
    List<WorkflowExecutionHistory> histories = List.of(
        client.fetchHistory(TASK, firstRun),
        client.fetchHistory(TASK),
        client.fetchHistory(ATTENDANCE));
    temporal.close();
    try (TestWorkflowEnvironment replay = environment()) {
      WorkflowReplayer.replayWorkflowExecutions(histories, true, worker(replay));
    }
  }

  static TestWorkflowEnvironment environment() {
    return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
        .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(new SessionInterceptor(), new StepNumbering())
            .build())
        .build());
  }

  static Worker worker(TestWorkflowEnvironment environment) {
    Worker worker = environment.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(AttendanceWorkflowImpl.class, StepTaskImpl.class);
    return worker;
  }

  private WorkflowStub errand(String ending) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(TASK).build();
    StepTask errand = client.newWorkflowStub(StepTask.class, options);
    firstRun = WorkflowClient.start(errand::run, "room:42", ending).getRunId();
    return WorkflowStub.fromTyped(errand);
  }

  private LeaveReason reason() {
    return client.newUntypedWorkflowStub(ATTENDANCE).getResult(LeaveReason.class);
  }

  @Test
  void isPresentWhileTheWorkIsDoneAndLeavesAsCompleted() {
    WorkflowStub errand = errand("complete");
    errand.signal("goOn");

    assertThat(errand.getResult(String.class)).isEqualTo("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
    assertThat(attendance.story())
        .containsOnlyOnce("runner enters room:42")
        .containsSubsequence("runner shows working", "runner shows ending");
  }

  @Test
  void showsFromItsFirstEnterOnWhatItsSpecSays() {
    WorkflowStub errand = errand("show-first");
    errand.signal("goOn");

    assertThat(errand.getResult(String.class)).isEqualTo("done");
    Status shown =
        errand.query("session", SessionView.class).past().get(0).agent().status();
    assertThat(shown.text()).isEqualTo("reading");
    assertThat(attendance.story())
        .containsExactly("runner enters room:42 showing reading {page=3}");
  }

  @Test
  void leavesAsFailedWhenTheWorkFails() {
    WorkflowStub errand = errand("fail");
    errand.signal("goOn");

    assertThatThrownBy(() -> errand.getResult(String.class)).hasStackTraceContaining("no way");
    assertThat(reason()).isEqualTo(LeaveReason.FAILED);
  }

  @Test
  void leavesAsCancelledWhenTheTaskIsCancelled() {
    WorkflowStub errand = errand("complete");
    errand.query("session", SessionView.class);
    errand.cancel();

    assertThatThrownBy(() -> errand.getResult(String.class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.CANCELLED);
  }

  @Test
  void staysPresentWhenTheTaskContinuesAsNew() {
    WorkflowStub errand = errand("continue");
    errand.signal("goOn");

    assertThat(errand.getResult(String.class)).isEqualTo("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
    assertThat(attendance.story()).containsOnlyOnce("runner enters room:42");
  }

  @Test
  void endsAtTheNextCheckpointWhenAblyRefusesTheAgent() {
    attendance.refuse();
    WorkflowStub errand = errand("patrol");
    errand.signal("goOn");

    assertThatThrownBy(() -> errand.getResult(String.class))
        .cause()
        .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
          assertThat(failure.getType()).isEqualTo(Refusal.TYPE);
          assertThat(failure.getOriginalMessage())
              .isEqualTo("runner is not present in room:42: no capability (40160)");
        });
  }

  @Test
  void endsAtOnceWhereverItWaitsWhenAblyRefusesTheAgent() {
    attendance.refuse();
    WorkflowStub errand = errand("complete");

    assertThatThrownBy(() -> errand.getResult(String.class))
        .hasStackTraceContaining("runner is not present in room:42: no capability (40160)");
  }

  @Test
  void failsWhenAblyRefusesTheAgentHoweverItsWorkEnds() {
    attendance.refuse();
    WorkflowStub errand = errand("swallow");

    assertThatThrownBy(() -> errand.getResult(String.class))
        .hasStackTraceContaining("runner is not present in room:42: no capability (40160)");
    SessionView view = errand.query("session", SessionView.class);
    assertThat(view.past().get(0).reason()).isEqualTo(LeaveReason.FAILED);
  }

  @Test
  void doesNotWaitInItsEndForAblyToAnswer() {
    attendance.refuse();
    Runnable answer = attendance.sayNothing();
    WorkflowStub errand = errand("complete");
    errand.signal("goOn");

    assertThat(errand.getResult(String.class)).isEqualTo("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
    answer.run();
  }

  @Test
  void waitsAtACheckpointWhileItIsPaused() {
    WorkflowStub errand = errand("complete");
    await().until(() -> attendance.count("runner enters room:42") == 1);
    errand.update("pause", Void.class, new Control("alice", "lunch"));
    errand.signal("goOn");
    SessionView paused = errand.query("session", SessionView.class);
    errand.update("resume", Void.class, new Control("alice", "back"));

    assertThat(errand.getResult(String.class)).isEqualTo("done");
    assertThat(paused.pausedBy()).contains(new Control("alice", "lunch"));
    assertThat(attendance.story())
        .containsSubsequence(
            "runner shows working",
            "runner shows working (paused)",
            "runner shows working",
            "runner shows ending");
  }

  @Test
  void endsAtTheNextCheckpointOfALaterRunToo() {
    WorkflowStub errand = errand("continue-to-patrol");
    errand.signal("goOn");
    await().until(() -> attendance.count("runner shows ending") == 2);
    attendance.refuseFromNowOn(client);

    assertThatThrownBy(() -> errand.getResult(String.class))
        .hasStackTraceContaining("runner is not present in room:42: no capability (40160)");
  }

  @Test
  void canBeOpenedAgainInALaterRun() {
    WorkflowStub errand = errand("continue-to-come-back");
    errand.signal("goOn");

    await().until(() -> attendance.count("runner enters room:42") == 2);
    await().until(() -> attendance.count("runner shows back") == 1);
    client.newUntypedWorkflowStub(TASK).signal("goOn");
    assertThat(errand.getResult(String.class)).isEqualTo("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
  }

  @Test
  void staysPausedWhenTheTaskContinuesAsNew() {
    WorkflowStub errand = errand("continue-when-told");
    errand.signal("goOn");
    await().until(() -> attendance.count("runner shows ending") == 1);
    errand.update("pause", Void.class, new Control("alice", "lunch"));
    errand.signal("goOn");
    await().until(() -> attendance.count("runner shows working (paused)") == 1);
    SessionView paused = client.newUntypedWorkflowStub(TASK).query("session", SessionView.class);
    client.newUntypedWorkflowStub(TASK).update("resume", Void.class, new Control("alice", "back"));

    assertThat(errand.getResult(String.class)).isEqualTo("done");
    assertThat(paused.pausedBy()).contains(new Control("alice", "lunch"));
  }

  @Test
  void isHeldByABugUntilItIsMended() {
    StepTaskImpl.isBroken = true;
    WorkflowStub errand = errand("trip");
    errand.signal("goOn");
    await().until(() -> attendance.count("runner shows ending") > 0);

    StepTaskImpl.isBroken = false;

    assertThat(errand.getResult(String.class)).isEqualTo("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
  }

  @Test
  void refusesOrdersThatMakeNoSense() {
    WorkflowStub errand = errand("complete");
    await().until(() -> attendance.count("runner enters room:42") == 1);
    Control order = new Control("alice", "");

    assertThatThrownBy(() -> errand.update("resume", Void.class, order))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("the task is not paused: there is nothing to resume");
    errand.update("pause", Void.class, order);
    assertThatThrownBy(() -> errand.update("pause", Void.class, order))
        .hasStackTraceContaining("paused already, by alice: it stays so until somebody resumes it");
    assertThatThrownBy(() -> errand.update("resume", Void.class, Map.of("by", " ", "why", "")))
        .hasStackTraceContaining("must say who gives it");
    assertThatThrownBy(() -> errand.update("resume", Void.class))
        .hasStackTraceContaining("needs an argument, but none was there: send {\"by\"");
    assertThatThrownBy(() -> errand.update("resume", Void.class, Map.of("by", "a".repeat(129))))
        .hasStackTraceContaining("at most 128 characters but had 129");
    assertThatThrownBy(() ->
            errand.update("resume", Void.class, Map.of("by", "alice", "why", "y".repeat(4097))))
        .hasStackTraceContaining("\"why\" must fit in 4096 bytes but was 4097");
    assertThatThrownBy(() -> errand.update("resume", Void.class, "alice"))
        .hasStackTraceContaining("must be {\"by\": …, \"why\": …} but was \"alice\"");
    assertThatThrownBy(() -> errand.update("resume", Void.class, Map.of("by", "alice", "wy", "x")))
        .hasStackTraceContaining("must be {\"by\": …, \"why\": …} but was {");
  }

  @Test
  void tellsAfterItsEndWhyItsAgentLeft() {
    WorkflowStub errand = errand("trip");
    errand.signal("goOn");
    errand.getResult(String.class);

    SessionView view = errand.query("session", SessionView.class);

    assertThat(view.agents()).isEmpty();
    assertThat(view.past())
        .singleElement()
        .extracting(SessionView.Past::reason)
        .isEqualTo(LeaveReason.COMPLETED);
  }
}
