package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.ConnectionFaults;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.audience.Abandonment;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.User;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.Control;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.SessionView;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers against a Temporal server and ably-local, over real sockets. */
class UnderstudyWorkerTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final List<UnderstudyWorker> workers = new ArrayList<>();
  private final List<AblyRealtime> clients = new ArrayList<>();
  private final PresenceLog seen = new PresenceLog(ably, "room:42");

  /** Waits for people. */
  @WorkflowInterface
  public interface Waiting {
    @WorkflowMethod
    String stay(String channel);

    @SignalMethod
    void goOn();
  }

  public static final class WaitingImpl implements Waiting {
    private int signals;

    @Override
    public String stay(String channel) {
      SessionSpec spec = SessionSpec.on(channel)
          .as("waiter")
          .whenAbandoned(Abandonment.pauseAfter(Duration.ofMillis(200)));
      return AgentSession.attend(spec, session -> {
        session.status("waiting", Map.of("for", "a signal"));
        Workflow.await(() -> signals > 0);
        session.checkpoint();
        session.status("going");
        Workflow.await(() -> signals > 1);
        return "done";
      });
    }

    @Override
    public void goOn() {
      signals++;
    }
  }

  @AfterEach
  void stop() {
    // An agent that is still present would be offered to other workers for as long as that may
    // take. Its task goes first, which would have another attendance.
    terminate("task-1");
    terminate("attendance/task-1/room:42/waiter");
    clients.forEach(AblyRealtime::close);
    seen.close();
    workers.forEach(UnderstudyWorker::close);
    temporal.close();
    ably.close();
  }

  private void terminate(String workflow) {
    try {
      temporal.getWorkflowClient().newUntypedWorkflowStub(workflow).terminate("the test is over");
    } catch (WorkflowNotFoundException over) {
      // It has ended by itself.
    }
  }

  private UnderstudyWorker worker(String name) {
    UnderstudyWorker worker = WorkerForTests.start(
        name, temporal, ably, on -> on.registerWorkflowImplementationTypes(WaitingImpl.class));
    workers.add(worker);
    return worker;
  }

  private Waiting start() {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId("task-1")
        .build();
    Waiting task = temporal.getWorkflowClient().newWorkflowStub(Waiting.class, options);
    WorkflowClient.start(task::stay, "room:42");
    return task;
  }

  private void awaitSeen(String what) {
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(seen.story()).last().isEqualTo(what));
  }

  @Test
  void keepsAnAgentPresentWhileItsTaskWorksAndLeavesWithTheReason() {
    worker("a");
    Waiting task = start();
    awaitSeen("waiter waiting (active) at a");
    task.goOn();
    awaitSeen("waiter going (active) at a");
    task.goOn();
    awaitSeen("waiter left: completed");

    assertThat(WorkflowStub.fromTyped(task).getResult(String.class)).isEqualTo("done");
  }

  @Test
  void handsItsAgentsOverWhenItStopsWithoutAMomentOfAbsence() {
    UnderstudyWorker a = worker("a");
    start();
    awaitSeen("waiter waiting (active) at a");
    worker("b");

    a.close();

    awaitSeen("waiter left: superseded");
    assertThat(seen.story())
        .containsSubsequence(
            "waiter waiting (handing-off) at a",
            "waiter waiting (active) at b",
            "waiter left: superseded");
    assertThat(workers.get(1).agents()).isEqualTo(1);
  }

  @Test
  void tellsInTheTasksViewHowAnAgentCameToIt() {
    UnderstudyWorker a = worker("a");
    WorkflowStub task = WorkflowStub.fromTyped(start());
    awaitView(task, view -> keeper(view).equals(List.of("a")));
    worker("b");

    a.close();

    awaitView(task, view -> keeper(view).equals(List.of("b")));
    assertThat(view(task).handoffs()).singleElement().satisfies(handoff -> {
      assertThat(handoff.reason().cause()).isEqualTo(HandoffCause.RELAY);
      assertThat(handoff.from().worker()).isEqualTo("a");
      assertThat(handoff.to().worker()).isEqualTo("b");
      assertThat(handoff.course().offline()).isZero();
    });
  }

  private static List<String> keeper(SessionView view) {
    return view.agents().stream()
        .flatMap(agent -> agent.keeper().stream())
        .map(Handoff.Turn::worker)
        .toList();
  }

  @Test
  void pausesWorkWhenTheLastDeviceHasLeftAndResumesItAtAReturn() throws AblyException {
    worker("a");
    WorkflowStub task = WorkflowStub.fromTyped(start());
    awaitSeen("waiter waiting (active) at a");
    Channel phone = device("alice");
    Channel laptop = device("alice");
    awaitView(task, view -> devices(view) == 2);

    phone.presence.leave(null, null);
    awaitView(task, view -> devices(view) == 1);
    assertThat(view(task).state()).isEqualTo(AgentState.ACTIVE);
    laptop.presence.leave(null, null);
    awaitView(task, view -> view.state() == AgentState.PAUSED);
    laptop.presence.enter(null, null);
    awaitView(task, view -> view.state() == AgentState.ACTIVE);
  }

  @Test
  void cancelsATaskWhenAPersonSaysSo() {
    worker("a");
    WorkflowStub task = WorkflowStub.fromTyped(start());
    awaitSeen("waiter waiting (active) at a");

    task.update("cancel", Void.class, new Control("alice", "wrong question"));

    assertThatThrownBy(() -> task.getResult(String.class))
        .hasCauseInstanceOf(CanceledFailure.class);
    awaitSeen("waiter left: cancelled");
  }

  @Test
  void leavesNoConnectionBehindWhenItsTasksCannotBeLoaded() {
    TaskTypes broken = on -> {
      throw new NoClassDefFoundError("com/example/Missing");
    };

    try (AblyLocal own = AblyLocal.start()) {
      assertThatThrownBy(() -> WorkerForTests.start(temporal, own, broken))
          .isInstanceOf(NoClassDefFoundError.class);

      ConnectionFaults left = own.faults().everyone();
      await()
          .atMost(LIVELINESS)
          .untilAsserted(() -> assertThatThrownBy(() -> left.drop(TransportEnd.FIN))
              .hasMessageContaining("no such connection"));
    }
  }

  private Channel device(String user) throws AblyException {
    ClientOptions options = new ClientOptions(ably.key());
    options.realtimeHost = ably.host();
    options.port = ably.port();
    options.tls = false;
    options.clientId = user;
    AblyRealtime client = new AblyRealtime(options);
    clients.add(client);
    Channel channel = client.channels.get("room:42");
    channel.presence.enter(null, null);
    return channel;
  }

  private static SessionView view(WorkflowStub task) {
    return task.query("session", SessionView.class);
  }

  private void awaitView(WorkflowStub task, Predicate<SessionView> wish) {
    await().atMost(LIVELINESS).until(() -> view(task), wish);
  }

  private static int devices(SessionView view) {
    return view.agents().stream()
        .flatMap(agent -> agent.sees().people().users().stream())
        .mapToInt(User::devices)
        .sum();
  }

  @Test
  void showsThatATaskIsPausedAndLetsItGoOn() {
    worker("a");
    Waiting task = start();
    WorkflowStub anyTask = WorkflowStub.fromTyped(task);
    awaitSeen("waiter waiting (active) at a");

    anyTask.update("pause", Void.class, new Control("alice", "lunch"));
    task.goOn();
    awaitSeen("waiter waiting (paused) at a");
    SessionView paused = anyTask.query("session", SessionView.class);
    anyTask.update("resume", Void.class, new Control("alice", "back"));

    awaitSeen("waiter going (active) at a");
    assertThat(paused.state()).isEqualTo(AgentState.PAUSED);
    assertThat(paused.pausedBy()).contains(new Control("alice", "lunch"));
  }
}
