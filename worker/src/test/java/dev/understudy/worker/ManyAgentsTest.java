package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import io.ably.lib.rest.AblyRest;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.PresenceMessage;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Hundreds of agents that come at once, each in a session of its own, over real sockets. */
@Isolated("counts the threads of the whole process")
@Timeout(300)
class ManyAgentsTest {
  private static final Duration LIVELINESS = Duration.ofMinutes(2);
  private static final int MANY = 300;

  /** Of the SDK's pollers and executors, which it makes when there is much to do, and of ably-java's. */
  private static final int THREADS = 200;

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final AblyRest rest = new AblyRest(ably.clientOptions());
  private final List<UnderstudyWorker> workers = new ArrayList<>();

  ManyAgentsTest() throws AblyException {}

  /** Is there. */
  @WorkflowInterface
  public interface Staying {
    @WorkflowMethod
    void stay(String room);
  }

  public static final class StayingImpl implements Staying {
    @Override
    public void stay(String room) {
      AgentSession.attend(SessionSpec.on(room).as("stayer"), session -> {
        Workflow.await(() -> false);
        return "done";
      });
    }
  }

  @AfterEach
  void stop() throws Exception {
    IntStream.range(0, MANY).forEach(number -> {
      terminate("task-" + number);
      terminate(attendance(number));
    });
    workers.forEach(UnderstudyWorker::close);
    temporal.close();
    rest.close();
    ably.close();
  }

  private void terminate(String workflow) {
    temporal.getWorkflowClient().newUntypedWorkflowStub(workflow).terminate("the test is over");
  }

  /** With the timeouts that workers have. */
  private UnderstudyWorker worker(String name, int maxAgents) {
    UnderstudyWorker worker = UnderstudyWorker.start(
        temporal.getWorkflowClient(),
        new WorkerSettings(
            WorkerForTests.QUEUE,
            new Holder(name, maxAgents),
            AblySettings.local(ably.key(), ably.host(), ably.port()),
            HandoffPolicy.DEFAULT),
        List.of(on -> on.registerWorkflowImplementationTypes(StayingImpl.class)));
    workers.add(worker);
    return worker;
  }

  private void startAll() {
    IntStream.range(0, MANY).parallel().forEach(number -> {
      WorkflowOptions options = WorkflowOptions.newBuilder()
          .setTaskQueue(WorkerForTests.QUEUE)
          .setWorkflowId("task-" + number)
          .build();
      WorkflowClient.start(
          temporal.getWorkflowClient().newWorkflowStub(Staying.class, options)::stay, room(number));
    });
  }

  private static String room(int number) {
    return "room:" + number;
  }

  private static String attendance(int number) {
    return "attendance/task-%d/%s/stayer".formatted(number, room(number));
  }

  /** Of the members of all rooms. */
  private List<String> connections() throws AblyException {
    List<String> connections = new ArrayList<>();
    for (int number = 0; number < MANY; number++) {
      for (PresenceMessage member :
          rest.channels.get(room(number)).presence.get(null).items()) {
        connections.add(member.connectionId);
      }
    }
    return connections;
  }

  private int attempt(int number) {
    return temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(attendance(number))
        .describe()
        .getRawDescription()
        .getPendingActivitiesList()
        .stream()
        .mapToInt(PendingActivityInfo::getAttempt)
        .max()
        .orElse(0);
  }

  @Test
  void haveOneTenureEachAndShareThreadsAndConnections() throws AblyException {
    UnderstudyWorker worker = worker("a", MANY);
    int threads = Thread.activeCount();

    startAll();
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(connections()).hasSize(MANY));

    assertThat(IntStream.range(0, MANY).map(this::attempt)).containsOnly(1);
    assertThat(worker.agents()).isEqualTo(MANY);
    assertThat(Set.copyOf(connections())).hasSize(2);
    assertThat(Thread.activeCount()).isLessThan(threads + THREADS);
  }

  @Test
  void goWhereThereIsRoom() {
    UnderstudyWorker small = worker("small", MANY / 10);
    UnderstudyWorker large = worker("large", MANY - MANY / 10);

    startAll();
    await()
        .atMost(LIVELINESS)
        .untilAsserted(() -> assertThat(small.agents() + large.agents()).isEqualTo(MANY));

    assertThat(small.agents()).isEqualTo(MANY / 10);
  }
}
