package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.SessionView;
import io.ably.lib.types.AblyException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks with several agents, in one session and in several, and for a part of their work only. */
class AgentsOfTasksTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final PresenceLog room = new PresenceLog(ably, "room:42");
  private final PresenceLog lobby = new PresenceLog(ably, "lobby");
  private final UnderstudyWorker worker = WorkerForTests.start(
      temporal, ably, on -> on.registerWorkflowImplementationTypes(TroupeImpl.class));

  /** Plays a piece. */
  @WorkflowInterface
  public interface Troupe {
    @WorkflowMethod
    String play(String piece);

    @SignalMethod
    void goOn();
  }

  public static final class TroupeImpl implements Troupe {
    private int signals;

    @Override
    public String play(String piece) {
      return switch (piece) {
        case "two-agents" -> as("room:42", "writer", () -> as("room:42", "critic", this::act));
        case "two-sessions" -> as("room:42", "writer", () -> as("lobby", "writer", this::act));
        case "in-turns" -> inTurns();
        case "side-by-side" -> sideBySide();
        case "with-a-child" -> as("room:42", "lead", this::child);
        case "sub-agent" -> as("room:42", "helper", this::act);
        case "twice" -> as("room:42", "writer", () -> as("room:42", "writer", this::act));
        default -> as("room:42", "writer", this::act);
      };
    }

    private interface Part {
      String play();
    }

    private static String as(String session, String agent, Part part) {
      return AgentSession.attend(SessionSpec.on(session).as(agent), opened -> {
        opened.status("at work");
        String result = part.play();
        opened.checkpoint();
        return result;
      });
    }

    private String act() {
      Workflow.await(() -> signals > 0);
      return "done";
    }

    /** Present for a piece of the work, then not, then again. */
    private String inTurns() {
      as("room:42", "writer", () -> "drafted");
      Workflow.await(() -> signals > 0);
      return as("room:42", "writer", () -> "revised");
    }

    private String sideBySide() {
      Promise<String> one = Async.function(() -> as("room:42", "writer", this::act));
      Promise<String> other = Async.function(() -> as("room:42", "critic", this::act));
      Promise.allOf(one, other).get();
      return one.get() + " " + other.get();
    }

    private String child() {
      ChildWorkflowOptions options =
          ChildWorkflowOptions.newBuilder().setWorkflowId("task-1/helper").build();
      return Workflow.newChildWorkflowStub(Troupe.class, options).play("sub-agent");
    }

    @Override
    public void goOn() {
      signals++;
    }
  }

  @AfterEach
  void stop() {
    room.close();
    lobby.close();
    worker.close();
    temporal.close();
    ably.close();
  }

  private WorkflowStub play(String task, String piece) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId(task)
        .build();
    Troupe troupe = temporal.getWorkflowClient().newWorkflowStub(Troupe.class, options);
    WorkflowClient.start(troupe::play, piece);
    return WorkflowStub.fromTyped(troupe);
  }

  private static void awaitIn(PresenceLog log, String... events) {
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(log.story()).contains(events));
  }

  private static String result(WorkflowStub task) {
    return task.getResult(String.class);
  }

  @Test
  void severalAgentsOfOneTaskAreInOneSession() {
    WorkflowStub task = play("task-1", "two-agents");
    awaitIn(room, "writer at work (active) at a", "critic at work (active) at a");
    assertThat(task.query("session", SessionView.class).agents()).hasSize(2);

    task.signal("goOn");

    assertThat(result(task)).isEqualTo("done");
    awaitIn(room, "writer left: completed", "critic left: completed");
  }

  @Test
  void oneAgentIsInSeveralSessions() {
    WorkflowStub task = play("task-1", "two-sessions");
    awaitIn(room, "writer at work (active) at a");
    awaitIn(lobby, "writer at work (active) at a");

    task.signal("goOn");

    assertThat(result(task)).isEqualTo("done");
    awaitIn(room, "writer left: completed");
    awaitIn(lobby, "writer left: completed");
  }

  @Test
  void agentsWorkSideBySide() {
    WorkflowStub task = play("task-1", "side-by-side");
    awaitIn(room, "writer at work (active) at a", "critic at work (active) at a");

    task.signal("goOn");

    assertThat(result(task)).isEqualTo("done done");
    awaitIn(room, "writer left: completed", "critic left: completed");
  }

  @Test
  void allOfThemLeaveWhenTheirTaskIsCancelled() {
    WorkflowStub task = play("task-1", "side-by-side");
    awaitIn(room, "writer at work (active) at a", "critic at work (active) at a");

    task.cancel();

    assertThatThrownBy(() -> result(task)).hasCauseInstanceOf(CanceledFailure.class);
    awaitIn(room, "writer left: cancelled", "critic left: cancelled");
  }

  @Test
  void whyAnAgentLeftStaysInPresenceHistory() throws AblyException {
    WorkflowStub task = play("task-1", "alone");
    awaitIn(room, "writer at work (active) at a");
    task.signal("goOn");
    awaitIn(room, "writer left: completed");

    assertThat(room.history()).first().isEqualTo("writer left: completed");
  }

  @Test
  void anAgentIsThereForAPieceOfTheWorkOnly() {
    WorkflowStub task = play("task-1", "in-turns");
    awaitIn(room, "writer left: completed");

    task.signal("goOn");

    assertThat(result(task)).isEqualTo("revised");
    await()
        .atMost(LIVELINESS)
        .until(
            () -> room.story().stream().filter("writer left: completed"::equals).count() == 2);
  }

  @Test
  void aChildWorkflowIsAnAgentOfItsOwn() {
    WorkflowStub task = play("task-1", "with-a-child");
    awaitIn(room, "lead at work (active) at a", "helper at work (active) at a");

    temporal.getWorkflowClient().newUntypedWorkflowStub("task-1/helper").signal("goOn");

    assertThat(result(task)).isEqualTo("done");
    awaitIn(room, "helper left: completed", "lead left: completed");
  }

  @Test
  void aTaskCannotBeTheSameAgentTwiceAtATime() {
    WorkflowStub task = play("task-1", "twice");

    assertThatThrownBy(() -> result(task))
        .hasStackTraceContaining(
            "this task has a session of writer in room:42 already: close that first, or use it");
    awaitIn(room, "writer left: failed");
  }

  @Test
  void aSecondTaskThatClaimsAnAgentFailsAtOnceAndSaysWhoHoldsIt() {
    WorkflowStub first = play("task-1", "alone");
    awaitIn(room, "writer at work (active) at a");

    WorkflowStub second = play("task-2", "alone");

    assertThatThrownBy(() -> result(second))
        .hasStackTraceContaining("writer is not present in room:42: another writer is in"
            + " room:42, on behalf of task task-1 already: choose another name or session");
    first.signal("goOn");
    assertThat(result(first)).isEqualTo("done");
    awaitIn(room, "writer left: completed");
    assertThat(room.story().stream().filter(event -> event.contains(" left: "))).hasSize(1);
  }

  @Test
  void theNextTaskTakesAnAgentOverFromOneThatWasTerminatedWithoutAFight() {
    WorkflowStub first = play("task-1", "alone");
    awaitIn(room, "writer at work (active) at a");
    first.terminate("replaced");

    WorkflowStub second = play("task-2", "alone");
    await().atMost(LIVELINESS).until(() -> shownAtWork() >= 2);
    second.signal("goOn");

    assertThat(result(second)).isEqualTo("done");
    awaitIn(room, "writer left: completed");
    assertThat(room.story()).hasSizeLessThan(10);
  }

  private long shownAtWork() {
    return room.story().stream().filter("writer at work (active) at a"::equals).count();
  }
}
