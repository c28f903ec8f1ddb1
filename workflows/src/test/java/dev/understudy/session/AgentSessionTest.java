package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.history.Recorded;
import dev.understudy.history.Recorder;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.testing.SessionTest;
import dev.understudy.testing.TestAgent;
import dev.understudy.testing.TestRoom;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A task with a session, in skipped time; each test ends in a replay. */
@ExtendWith(NoForgottenPromises.class)
class AgentSessionTest {
  private static final String TASK = "task-1";
  private static final String ATTENDANCE = "attendance/task-1/room:42/runner";

  private final SessionTest test = SessionTest.forWorkflow(StepTaskImpl.class).open();
  private final TestRoom room = test.room("room:42");
  private final TestAgent runner = room.agent("runner");

  @BeforeEach
  void start() {
    StepTaskImpl.isBroken = false;
  }

  @RegisterExtension
  final Recorder recorder = new Recorder(test);

  @AfterEach
  void replayAndStop() {
    test.close();
  }

  private WorkflowStub task(String ending) {
    test.task(TASK).start(StepTask.class, task -> task.run("room:42", ending));
    return test.client().newUntypedWorkflowStub(TASK);
  }

  private LeaveReason reason() {
    return test.client().newUntypedWorkflowStub(ATTENDANCE).getResult(LeaveReason.class);
  }

  @Test
  @Recorded(value = "attended", withAttendances = true)
  void isPresentWhileTheWorkIsDoneAndLeavesAsCompleted() {
    WorkflowStub task = task("complete");
    task.signal("goOn");

    assertThat(task.getResult(String.class)).isEqualTo("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
    assertThat(runner.stays()).hasSize(1);
    assertThat(room.story())
        .containsSubsequence("runner shows working {ending=complete}", "runner shows ending");
  }

  @Test
  void showsFromItsFirstEnterOnWhatItsSpecSays() {
    WorkflowStub task = task("show-first");
    task.signal("goOn");

    assertThat(task.getResult(String.class)).isEqualTo("done");
    Status shown =
        task.query("session", SessionView.class).past().get(0).agent().status();
    assertThat(shown.text()).isEqualTo("reading");
    assertThat(room.story())
        .containsExactly("runner enters showing reading {page=3}", "runner leaves as completed");
  }

  @Test
  void leavesAsFailedWhenTheWorkFails() {
    WorkflowStub task = task("fail");
    task.signal("goOn");

    assertThatThrownBy(() -> task.getResult(String.class)).hasStackTraceContaining("no way");
    assertThat(reason()).isEqualTo(LeaveReason.FAILED);
  }

  @Test
  void leavesAsCancelledWhenTheTaskIsCancelled() {
    WorkflowStub task = task("complete");
    task.query("session", SessionView.class);
    task.cancel();

    assertThatThrownBy(() -> task.getResult(String.class))
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(reason()).isEqualTo(LeaveReason.CANCELLED);
  }

  @Test
  void staysPresentWhenTheTaskContinuesAsNew() {
    WorkflowStub task = task("continue");
    task.signal("goOn");

    assertThat(task.getResult(String.class)).isEqualTo("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
    assertThat(room.story()).containsOnlyOnce("runner enters");
  }

  @Test
  void endsAtTheNextCheckpointWhenAblyRefusesTheAgent() {
    room.losesView();
    room.refuses("no capability (40160)");
    WorkflowStub task = task("patrol");
    task.signal("goOn");
    room.seesAgain();

    assertThatThrownBy(() -> task.getResult(String.class))
        .cause()
        .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
          assertThat(failure.getType()).isEqualTo(Refusal.TYPE);
          assertThat(failure.getOriginalMessage())
              .isEqualTo("runner is not present in room:42: no capability (40160)");
        });
  }

  @Test
  @Recorded("agent-refused")
  void endsAtOnceWhereverItWaitsWhenAblyRefusesTheAgent() {
    room.refuses("no capability (40160)");
    WorkflowStub task = task("complete");

    assertThatThrownBy(() -> task.getResult(String.class))
        .hasStackTraceContaining("runner is not present in room:42: no capability (40160)");
  }

  @Test
  void failsWhenAblyRefusesTheAgentHoweverItsWorkEnds() {
    room.refuses("no capability (40160)");
    WorkflowStub task = task("swallow");

    assertThatThrownBy(() -> task.getResult(String.class))
        .hasStackTraceContaining("runner is not present in room:42: no capability (40160)");
    SessionView view = task.query("session", SessionView.class);
    assertThat(view.past().get(0).reason()).isEqualTo(LeaveReason.FAILED);
  }

  @Test
  void doesNotWaitInItsEndForAblyToAnswer() {
    room.refuses("no capability (40160)");
    room.losesView();
    WorkflowStub task = task("complete");
    task.signal("goOn");

    assertThat(task.getResult(String.class)).isEqualTo("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
    room.seesAgain();
    assertThat(runner.stays()).isEmpty();
  }

  @Test
  @Recorded("paused-by-a-person")
  void waitsAtACheckpointWhileItIsPaused() {
    WorkflowStub task = task("complete");
    assertThat(runner.isPresent()).isTrue();
    task.update("pause", Void.class, new Control("alice", "lunch"));
    task.signal("goOn");
    SessionView paused = task.query("session", SessionView.class);
    task.update("resume", Void.class, new Control("alice", "back"));

    assertThat(task.getResult(String.class)).isEqualTo("done");
    assertThat(paused.pausedBy()).contains(new Control("alice", "lunch"));
    assertThat(room.story())
        .containsSubsequence(
            "runner shows working {ending=complete}",
            "runner shows working {ending=complete} (paused)",
            "runner shows working {ending=complete}",
            "runner shows ending");
  }

  @Test
  void endsAtTheNextCheckpointOfALaterRunToo() {
    WorkflowStub task = task("continue-to-patrol");
    task.signal("goOn");
    assertThat(Collections.frequency(room.story(), "runner shows ending")).isEqualTo(2);
    runner.getsRefused("no capability (40160)");

    assertThatThrownBy(() -> task.getResult(String.class))
        .hasStackTraceContaining("runner is not present in room:42: no capability (40160)");
  }

  @Test
  void canBeOpenedAgainInALaterRun() {
    WorkflowStub task = task("continue-to-come-back");
    task.signal("goOn");

    assertThat(runner.stays()).hasSize(2);
    assertThat(room.story()).containsOnlyOnce("runner shows back");
    task.signal("goOn");
    assertThat(task.getResult(String.class)).isEqualTo("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
  }

  @Test
  void staysPausedWhenTheTaskContinuesAsNew() {
    WorkflowStub task = task("continue-when-told");
    task.signal("goOn");
    assertThat(room.story()).containsOnlyOnce("runner shows ending");
    task.update("pause", Void.class, new Control("alice", "lunch"));
    task.signal("goOn");
    assertThat(room.story()).containsOnlyOnce("runner shows working {ending=complete} (paused)");
    SessionView paused = task.query("session", SessionView.class);
    task.update("resume", Void.class, new Control("alice", "back"));

    assertThat(task.getResult(String.class)).isEqualTo("done");
    assertThat(paused.pausedBy()).contains(new Control("alice", "lunch"));
  }

  @Test
  void isHeldByABugUntilItIsMended() {
    StepTaskImpl.isBroken = true;
    WorkflowStub task = test.client()
        .newUntypedWorkflowStub(
            "StepTask",
            WorkflowOptions.newBuilder()
                .setTaskQueue(test.taskQueue())
                .setWorkflowId(TASK)
                .setWorkflowTaskTimeout(Duration.ofSeconds(1))
                .build());
    task.start("room:42", "trip");
    task.signal("goOn");
    assertThat(test.task(TASK).isHeld()).isTrue();

    StepTaskImpl.isBroken = false;

    assertThat(task.getResult(String.class)).isEqualTo("done");
    assertThat(reason()).isEqualTo(LeaveReason.COMPLETED);
  }

  @Test
  void refusesOrdersThatMakeNoSense() {
    WorkflowStub task = task("complete");
    assertThat(runner.isPresent()).isTrue();
    Control order = new Control("alice", "");

    assertThatThrownBy(() -> task.update("resume", Void.class, order))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("the task is not paused: there is nothing to resume")
        .satisfies(
            answer -> assertThat(Refusal.codeOf(answer)).contains(RefusalCode.TASK_NOT_PAUSED));
    task.update("pause", Void.class, order);
    assertThatThrownBy(() -> task.update("pause", Void.class, order))
        .hasStackTraceContaining("paused already, by alice: it stays so until somebody resumes it")
        .satisfies(
            answer -> assertThat(Refusal.codeOf(answer)).contains(RefusalCode.TASK_PAUSED_ALREADY));
    assertThatThrownBy(() -> task.update("resume", Void.class, Map.of("by", " ", "why", "")))
        .hasStackTraceContaining("must say who gives it");
    assertThatThrownBy(() -> task.update("resume", Void.class))
        .hasStackTraceContaining("needs an argument, but none was there: send {\"by\"");
    assertThatThrownBy(() -> task.update("resume", Void.class, Map.of("by", "a".repeat(129))))
        .hasStackTraceContaining("at most 128 characters but had 129");
    assertThatThrownBy(
            () -> task.update("resume", Void.class, Map.of("by", "alice", "why", "y".repeat(4097))))
        .hasStackTraceContaining("\"why\" must fit in 4096 bytes but was 4097");
    assertThatThrownBy(() -> task.update("resume", Void.class, "alice"))
        .hasStackTraceContaining("must be {\"by\": …, \"why\": …} but was \"alice\"");
    assertThatThrownBy(() -> task.update("resume", Void.class, Map.of("by", "alice", "wy", "x")))
        .hasStackTraceContaining("must be {\"by\": …, \"why\": …} but was {");
  }

  @Test
  void tellsAfterItsEndWhyItsAgentLeft() {
    WorkflowStub task = task("trip");
    task.signal("goOn");
    task.getResult(String.class);

    SessionView view = task.query("session", SessionView.class);

    assertThat(view.agents()).isEmpty();
    assertThat(view.past())
        .singleElement()
        .extracting(SessionView.Past::reason)
        .isEqualTo(LeaveReason.COMPLETED);
  }
}
