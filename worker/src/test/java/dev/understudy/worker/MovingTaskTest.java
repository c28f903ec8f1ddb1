package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks that go on on another task queue, as in a deploy that gives each version a queue, and may come back. */
class MovingTaskTest {
  private static final String TASK = "nomad-1";
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final AblyLocal ably = AblyLocal.start();
  private final PresenceLog room = new PresenceLog(ably, "room:42");
  private final List<UnderstudyWorker> workers = new ArrayList<>();
  private final WorkflowStub task = client.newUntypedWorkflowStub(TASK);

  /** Goes on on one queue after the other. */
  @WorkflowInterface
  public interface Nomad {
    @WorkflowMethod
    String roam(List<String> next);

    @SignalMethod
    void goOn();
  }

  public static final class NomadImpl implements Nomad {
    private boolean mayGoOn;

    @Override
    public String roam(List<String> next) {
      return AgentSession.attend(SessionSpec.on("room:42").as("nomad"), session -> {
        session.status("on " + Workflow.getInfo().getTaskQueue());
        Workflow.await(() -> mayGoOn);
        if (!next.isEmpty()) {
          ContinueAsNewOptions there =
              ContinueAsNewOptions.newBuilder().setTaskQueue(next.get(0)).build();
          Workflow.newContinueAsNewStub(Nomad.class, there).roam(next.subList(1, next.size()));
        }
        return "done on " + Workflow.getInfo().getTaskQueue();
      });
    }

    @Override
    public void goOn() {
      mayGoOn = true;
    }
  }

  @AfterEach
  void stop() {
    room.close();
    workers.forEach(UnderstudyWorker::close);
    temporal.close();
    ably.close();
  }

  /** Named as its queue. */
  private UnderstudyWorker worker(String queue) {
    UnderstudyWorker worker = WorkerForTests.start(
        queue,
        queue,
        temporal,
        ably,
        on -> on.registerWorkflowImplementationTypes(NomadImpl.class));
    workers.add(worker);
    return worker;
  }

  private void roam(String first, String... next) {
    Nomad nomad = client.newWorkflowStub(
        Nomad.class,
        WorkflowOptions.newBuilder().setTaskQueue(first).setWorkflowId(TASK).build());
    WorkflowClient.start(nomad::roam, List.of(next));
    awaitSeenOn(first);
  }

  private void awaitSeenOn(String queue) {
    awaitSeen("nomad on %s (active) at %1$s".formatted(queue));
  }

  private void awaitSeen(String event) {
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(room.story()).contains(event));
  }

  /** That on the task's first queue, which is blue, has an id without it. */
  private void awaitEnded(String queue) {
    String home = "attendance/nomad-1/room:42/nomad";
    WorkflowStub attendance =
        client.newUntypedWorkflowStub(queue.equals("blue") ? home : home + "/" + queue);
    await()
        .atMost(LIVELINESS)
        .until(() -> attendance.describe().getStatus()
            != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
  }

  private String end() throws TimeoutException {
    task.signal("goOn");
    return task.getResult(30, TimeUnit.SECONDS, String.class);
  }

  private int firstOfGreen() {
    return room.story().stream()
        .map(event -> event.endsWith(" at green"))
        .toList()
        .indexOf(true);
  }

  private List<String> leaves() {
    return room.story().stream().filter(event -> event.contains(" left: ")).toList();
  }

  @Test
  void takeTheirAgentAlongBeforeItLeavesTheOldQueue() throws TimeoutException {
    UnderstudyWorker blue = worker("blue");
    worker("green");
    roam("blue", "green");

    task.signal("goOn");
    awaitSeenOn("green");
    assertThat(room.story().subList(0, firstOfGreen()))
        .noneMatch(event -> event.contains(" left: "));
    awaitEnded("blue");
    blue.close();

    assertThat(end()).isEqualTo("done on green");
    awaitSeen("nomad left: completed");
    assertThat(leaves())
        .containsExactlyInAnyOrder("nomad left: superseded", "nomad left: completed");
  }

  @Test
  void endAlthoughTheOldQueueHasNoWorker() throws TimeoutException {
    UnderstudyWorker blue = worker("blue");
    roam("blue", "green");
    task.signal("goOn");
    await().atMost(LIVELINESS).until(() -> task.describe().getTaskQueue().equals("green"));
    blue.close();

    worker("green");
    awaitSeenOn("green");
    awaitEnded("blue");

    assertThat(end()).isEqualTo("done on green");
    awaitSeen("nomad left: completed");
    assertThat(leaves()).containsExactly("nomad left: completed");
  }

  @Test
  void leaveNothingOnAQueueWithoutWorkerWhenTheyEndAsSoonAsTheyHaveMoved() throws TimeoutException {
    UnderstudyWorker blue = worker("blue");
    roam("blue", "green");
    task.signal("goOn");
    await().atMost(LIVELINESS).until(() -> task.describe().getTaskQueue().equals("green"));
    blue.close();
    task.signal("goOn");

    worker("green");

    assertThat(task.getResult(30, TimeUnit.SECONDS, String.class)).isEqualTo("done on green");
    awaitEnded("blue");
  }

  @Test
  void comeBackToAQueueThatTheyHaveLeft() throws TimeoutException {
    worker("blue");
    worker("green");
    roam("blue", "green", "blue");
    task.signal("goOn");
    awaitSeenOn("green");
    room.story().clear();
    task.signal("goOn");
    awaitSeenOn("blue");
    awaitEnded("green");

    assertThat(end()).isEqualTo("done on blue");
    awaitSeen("nomad left: completed");
  }
}
