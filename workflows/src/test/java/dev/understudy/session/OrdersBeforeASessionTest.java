package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.history.Recorded;
import dev.understudy.history.Recorder;
import dev.understudy.testing.SessionTest;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders to a run whose code has not begun, or has opened no session; each ends in a replay. */
class OrdersBeforeASessionTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);
  private static final String OTHER_QUEUE = Stroll.ELSEWHERE;
  private static final String TASK = "stroll-1";
  private static final Control ORDER = new Control("alice", "lunch");

  private final SessionTest test = SessionTest.forWorkflow(Stroll.Impl.class).open();
  private final WorkflowClient client = test.client();
  private final List<WorkerFactory> others = new ArrayList<>();

  @RegisterExtension
  final Recorder recorder = new Recorder(test);

  @AfterEach
  void replayAndStop() {
    test.close();
    others.forEach(WorkerFactory::shutdownNow);
  }

  private WorkflowStub stroll() {
    return strollAt(test.taskQueue());
  }

  private WorkflowStub strollAt(String queue) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(queue)
        .setWorkflowId(TASK)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .build();
    return client.newUntypedWorkflowStub("Stroll", options);
  }

  private static void startWith(String update, WorkflowStub stroll, String way) {
    startWith(update, ORDER, stroll, way);
  }

  private static void startWith(String update, Object order, WorkflowStub stroll, String way) {
    UpdateOptions<Void> options = UpdateOptions.newBuilder(Void.class)
        .setUpdateName(update)
        .setWaitForStage(WorkflowUpdateStage.COMPLETED)
        .build();
    stroll.executeUpdateWithStart(options, new Object[] {order}, new Object[] {way});
  }

  @Test
  @Recorded("ordered-early")
  void areObeyedOnceTheSessionIsOpen() {
    WorkflowStub stroll = stroll();

    startWith("pause", stroll, "with");

    assertThat(stroll.query("session", SessionView.class).pausedBy()).contains(ORDER);
    stroll.update("resume", Void.class, ORDER);
    stroll.signal("goOn");
    assertThat(stroll.getResult(String.class)).isEqualTo("walked");
  }

  @Test
  void areRefusedIfTheyMakeNoSense() {
    WorkflowStub stroll = stroll();

    assertThatThrownBy(() -> startWith("resume", stroll, "with"))
        .hasStackTraceContaining("the task is not paused: there is nothing to resume");
    stroll.signal("goOn");
    assertThat(stroll.getResult(String.class)).isEqualTo("walked");
  }

  @Test
  void areRefusedIfTheyAreNoJson() {
    WorkflowStub stroll = stroll();

    assertThatThrownBy(() -> startWith("pause", new byte[] {1, 2, 3}, stroll, "with"))
        .hasStackTraceContaining("an order to a task must be JSON, as of a Control,");
    stroll.signal("goOn");
    assertThat(stroll.getResult(String.class)).isEqualTo("walked");
  }

  @Test
  void areToldWhenThereIsNoSession() {
    WorkflowStub stroll = stroll();

    assertThatThrownBy(() -> startWith("pause", stroll, "without"))
        .hasStackTraceContaining("no session open yet, and so nothing to pause: send it again");
    assertThatThrownBy(() -> stroll.update("steer", Long.class, new Steering("alice", "left")))
        .hasStackTraceContaining("no session open yet, and so nothing to steer: send it again");
    assertThatThrownBy(() -> stroll.update("stop", Void.class))
        .hasStackTraceContaining("has no update stop: those of a task with a session are pause,");
    stroll.signal("goOn");
    assertThat(stroll.getResult(String.class)).isEqualTo("ambled");
  }

  @Test
  void areLeftToAWorkflowThatHandlesAnyUpdateItself() {
    WorkflowStub stroll = stroll();
    stroll.start("own");
    stroll.query("__stack_trace", String.class);

    assertThat(stroll.update("pause", String.class, ORDER)).isEqualTo("my own pause");
    stroll.signal("goOn");
    assertThat(stroll.getResult(String.class)).isEqualTo("ambled");
  }

  @Test
  void areRefusedIfTheTaskIsCancelledBeforeItsCodeBegins() {
    WorkflowStub stroll = strollAt(OTHER_QUEUE);
    // Nobody polls that queue yet.
    CompletableFuture<Void> pausing =
        CompletableFuture.runAsync(() -> startWith("pause", stroll, "with"));
    await()
        .atMost(LIVELINESS)
        .ignoreExceptions()
        .until(() -> !client.fetchHistory(TASK).getEvents().isEmpty());
    client.newUntypedWorkflowStub(TASK).cancel();

    startOthers();

    assertThatThrownBy(pausing::join)
        .hasStackTraceContaining("the task is cancelled already, in Temporal: it is cleaning up");
  }

  private void startOthers() {
    WorkerFactory factory = WorkerFactory.newInstance(
        client,
        WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(new SessionInterceptor())
            .build());
    others.add(factory);
    Worker worker = factory.newWorker(OTHER_QUEUE);
    worker.registerWorkflowImplementationTypes(Stroll.Impl.class);
    test.serve(worker);
    factory.start();
  }

  @Test
  void areNotLostWhileATaskContinuesAsNew() {
    WorkflowStub stroll = stroll();
    WorkflowExecution first = stroll.start("away");
    stroll.signal("goOn");
    WorkflowStub task = client.newUntypedWorkflowStub(TASK);
    // Nobody polls the queue of the next run yet. An order to the first would be none to a task
    // that
    // moves, and the test server never ends a run to which one comes while it continues as new.
    await().atMost(LIVELINESS).until(() -> !task.describe().getExecution().equals(first));
    CompletableFuture<Void> pausing =
        CompletableFuture.runAsync(() -> task.update("pause", Void.class, ORDER));
    startOthers();

    pausing.join();

    assertThat(task.query("session", SessionView.class).pausedBy()).contains(ORDER);
    test.settle(); // A signal and an update in one workflow task the test server has replayed in
    // another order.
    task.update("resume", Void.class, ORDER);
    task.signal("goOn");
    assertThat(stroll.getResult(String.class)).isEqualTo("walked");
  }
}
