package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.Line;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers that lose Ably, and not Temporal, judged by a watcher that loses neither. */
class CutOffTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  /** Short, so that a test is; a blip is then what lasts less than 1.7 s. */
  private static final HandoffPolicy POLICY =
      HandoffPolicy.DEFAULT.withRemainPresentFor(Duration.ofSeconds(9));

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.start();
  private final Line line = new Line(ably.host(), ably.port());
  private final List<UnderstudyWorker> workers = new ArrayList<>();
  private final PresenceLog seen = new PresenceLog(ably, "room:42");
  private final OfflineLog offline = new OfflineLog(ably, "room:42", "waiter");

  @AfterEach
  void stop() {
    client().newUntypedWorkflowStub("attendance/task-1/room:42/waiter").terminate("over");
    seen.close();
    offline.close();
    workers.forEach(UnderstudyWorker::close);
    line.close();
    temporal.close();
    ably.close();
  }

  private WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  private UnderstudyWorker onTheLine(String name) {
    return worker(name, AblySettings.local(ably.key(), ably.host(), line.port()));
  }

  private UnderstudyWorker besideTheLine(String name) {
    return worker(name, AblySettings.local(ably.key(), ably.host(), ably.port()));
  }

  private UnderstudyWorker worker(String name, AblySettings settings) {
    UnderstudyWorker worker = WorkerForTests.start(
        name,
        temporal,
        settings,
        POLICY,
        on -> on.registerWorkflowImplementationTypes(UnderstudyWorkerTest.WaitingImpl.class));
    workers.add(worker);
    return worker;
  }

  private void start(String task, String session) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId(task)
        .build();
    UnderstudyWorkerTest.Waiting waiting =
        client().newWorkflowStub(UnderstudyWorkerTest.Waiting.class, options);
    WorkflowClient.start(waiting::stay, session);
  }

  private void awaitSeen(String what) {
    await().atMost(LIVELINESS).until(() -> seen.story().contains(what));
  }

  @Test
  void whoLosesAblyByResetsGivesItsAgentsAwayInTimeAndTakesNoOthers() {
    UnderstudyWorker a = onTheLine("a");
    start("task-1", "room:42");
    awaitSeen("waiter waiting (active) at a");
    UnderstudyWorker b = besideTheLine("b");

    line.reset();
    start("task-2", "room:43");

    awaitSeen("waiter waiting (active) at b");
    await().atMost(LIVELINESS).until(b::agents, agents -> agents == 2);
    await().atMost(LIVELINESS).until(offline::members, members -> members == 1);
    line.mend();
    await().atMost(LIVELINESS).until(a::agents, agents -> agents == 0);
    await().atMost(LIVELINESS).until(offline::members, members -> members == 1);
    assertThat(offline.times()).isEmpty();
    client().newUntypedWorkflowStub("attendance/task-2/room:43/waiter").terminate("over");
  }

  @Test
  void whoLosesAblyInSilenceNoticesInTime() {
    onTheLine("a");
    start("task-1", "room:42");
    awaitSeen("waiter waiting (active) at a");
    besideTheLine("b");

    line.silence();

    awaitSeen("waiter waiting (active) at b");
    await().atMost(LIVELINESS).until(offline::members, members -> members == 2);
    assertThat(offline.times()).isEmpty();
  }

  @Test
  void whoIsAloneKeepsItsAgentsIfAblyIsBackInTime() {
    onTheLine("a");
    start("task-1", "room:42");
    awaitSeen("waiter waiting (active) at a");

    line.reset();
    await().atMost(LIVELINESS).until(() -> attempt() > 1);
    int shown = seen.story().size();
    line.mend();

    await()
        .atMost(LIVELINESS)
        .until(() -> seen.story().stream().skip(shown).anyMatch(said -> said.endsWith("at a")));
    assertThat(offline.members()).isEqualTo(1);
    assertThat(offline.times()).isEmpty();
  }

  /** How often Temporal has given the agent to a worker. */
  private int attempt() {
    return client()
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(client().getOptions().getNamespace())
            .setExecution(
                WorkflowExecution.newBuilder().setWorkflowId("attendance/task-1/room:42/waiter"))
            .build())
        .getPendingActivitiesList()
        .stream()
        .mapToInt(activity -> activity.getAttempt())
        .sum();
  }
}
