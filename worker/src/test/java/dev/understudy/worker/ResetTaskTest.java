package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.SessionInterceptor;
import dev.understudy.step.StepNumbering;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ResetReapplyExcludeType;
import io.temporal.api.enums.v1.ResetReapplyType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
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
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tasks that are reset to a point within sessions that may have ended since. Each test ends in a replay. */
@EnabledIfSystemProperty(
    named = "understudy.temporal",
    matches = ".+",
    disabledReason = "only a real Temporal server resets")
class ResetTaskTest {
  private static final String TASK = "mender-1";
  private static final String ONE = "mender one (active) at a";
  private static final String TWO = "mender two (active) at a";
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final WorkflowClient client = temporal.getWorkflowClient();
  private final AblyLocal ably = AblyLocal.start();
  private final PresenceLog room = new PresenceLog(ably, "room:42");
  private final PresenceLog lobby = new PresenceLog(ably, "lobby");
  private final UnderstudyWorker worker = WorkerForTests.start(
      temporal, ably, on -> on.registerWorkflowImplementationTypes(Mender.Impl.class));

  @BeforeEach
  void start() {
    Mender.Impl.isBroken = false;
    Mender task = client.newWorkflowStub(
        Mender.class,
        WorkflowOptions.newBuilder()
            .setTaskQueue(WorkerForTests.QUEUE)
            .setWorkflowId(TASK)
            .build());
    WorkflowClient.start(task::mend);
    awaitIn(room, ONE);
  }

  @AfterEach
  void replayAndStop() throws Exception {
    WorkflowExecutionHistory history = client.fetchHistory(TASK);
    worker.close();
    room.close();
    lobby.close();
    temporal.close();
    ably.close();
    replay(history);
  }

  private static void replay(WorkflowExecutionHistory history) throws Exception {
    TestEnvironmentOptions options = TestEnvironmentOptions.newBuilder()
        .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(new SessionInterceptor(), new StepNumbering())
            .build())
        .build();
    try (TestWorkflowEnvironment replay = TestWorkflowEnvironment.newInstance(options)) {
      Worker worker = replay.newWorker(WorkerForTests.QUEUE);
      worker.registerWorkflowImplementationTypes(Mender.Impl.class);
      WorkflowReplayer.replayWorkflowExecution(history, worker);
    }
  }

  /** Of the newest run. */
  private WorkflowStub task() {
    return client.newUntypedWorkflowStub(TASK);
  }

  private static void awaitIn(PresenceLog log, String event) {
    await().atMost(LIVELINESS).untilAsserted(() -> assertThat(log.story()).contains(event));
  }

  private long lastTaskDone() {
    return client.fetchHistory(TASK).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .reduce((one, next) -> next)
        .orElseThrow()
        .getEventId();
  }

  /** The server may give what became of children to the new run, but not what people sent since. */
  @SuppressWarnings("deprecation") // The server of today heeds no newer way to say so.
  private void resetTo(long event) {
    room.story().clear();
    lobby.story().clear();
    var unused = client
        .getWorkflowServiceStubs()
        .blockingStub()
        .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(TASK))
            .setRequestId(UUID.randomUUID().toString())
            .setReason("test")
            .setWorkflowTaskFinishEventId(event)
            .setResetReapplyType(ResetReapplyType.RESET_REAPPLY_TYPE_ALL_ELIGIBLE)
            .addResetReapplyExcludeTypes(ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_SIGNAL)
            .addResetReapplyExcludeTypes(
                ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_CANCEL_REQUEST)
            .build());
  }

  private void awaitEnd(String reason) {
    awaitIn(room, "mender left: " + reason);
    awaitIn(lobby, "mender left: " + reason);
    try {
      task().getResult(String.class);
    } catch (WorkflowException asWished) {
      // However it has ended.
    }
  }

  /** Its agents are there again before anybody has told it anything, and it goes on to its end. */
  private void goesOnAfterAResetTo(long event) throws TimeoutException {
    resetTo(event);
    awaitIn(room, ONE);
    awaitIn(lobby, "mender null (active) at a");
    goesOnToItsEnd();
  }

  private void goesOnToItsEnd() throws TimeoutException {
    task().signal("goOn");
    awaitIn(room, TWO);
    task().signal("goOn");
    assertThat(task().getResult(30, TimeUnit.SECONDS, String.class)).isEqualTo("done");
    awaitIn(room, "mender left: completed");
    awaitIn(lobby, "mender left: completed");
  }

  @Test
  void oneThatFailedTakesItsSessionsUpAgain() throws TimeoutException {
    long atOne = lastTaskDone();
    Mender.Impl.isBroken = true;
    task().signal("goOn");
    awaitEnd("failed");
    Mender.Impl.isBroken = false;

    goesOnAfterAResetTo(atOne);
  }

  @Test
  void oneThatWasTerminatedTakesItsSessionsUpAgain() throws TimeoutException {
    long atOne = lastTaskDone();
    task().terminate("a mistake");
    awaitEnd("terminated");

    goesOnAfterAResetTo(atOne);
  }

  @Test
  void oneThatWasTerminatedWithAllThatItStartedTakesItsSessionsUpAgain() throws TimeoutException {
    long atOne = lastTaskDone();
    task().terminate("a mistake");
    client.newUntypedWorkflowStub("attendance/mender-1/room:42/mender").terminate("a mistake");
    client.newUntypedWorkflowStub("attendance/mender-1/lobby/mender").terminate("a mistake");
    awaitEnd("terminated");

    goesOnAfterAResetTo(atOne);
  }

  @Test
  void oneThatWasCancelledTakesItsSessionsUpAgain() throws TimeoutException {
    long atOne = lastTaskDone();
    task().cancel();
    awaitEnd("cancelled");

    goesOnAfterAResetTo(atOne);
  }

  @Test
  void oneThatCompletedTakesItsSessionsUpAgainAndThatTwice() throws TimeoutException {
    long atOne = lastTaskDone();
    goesOnToItsEnd();

    goesOnAfterAResetTo(atOne);
    goesOnAfterAResetTo(atOne);
  }

  @Test
  void oneIsResetToAPointAfterAnEarlierReset() throws TimeoutException {
    task().terminate("a mistake");
    awaitEnd("terminated");
    resetTo(lastTaskDone());
    awaitIn(room, ONE);
    task().signal("goOn");
    awaitIn(room, TWO);
    long atTwo = lastTaskDone();
    task().terminate("another mistake");
    awaitEnd("terminated");

    resetTo(atTwo);
    awaitIn(room, TWO);
    task().signal("goOn");

    assertThat(task().getResult(String.class)).isEqualTo("done");
    awaitIn(room, "mender left: completed");
    awaitIn(lobby, "mender left: completed");
  }

  /** The last that it closes has ended, and told that to the run that is abandoned. */
  @Test
  void oneThatWasClosingASessionEnds() throws TimeoutException {
    goesOnToItsEnd();

    resetTo(firstTaskDoneSinceItLastClosed());

    assertThat(task().getResult(30, TimeUnit.SECONDS, String.class)).isEqualTo("done");
  }

  private long firstTaskDoneSinceItLastClosed() {
    List<HistoryEvent> history = client.fetchHistory(TASK).getEvents();
    long closed = history.stream()
        .filter(HistoryEvent::hasSignalExternalWorkflowExecutionInitiatedEventAttributes)
        .mapToLong(HistoryEvent::getEventId)
        .max()
        .orElseThrow();
    return history.stream()
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .mapToLong(HistoryEvent::getEventId)
        .filter(done -> done > closed)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void oneThatStillRunsKeepsItsAgents() throws TimeoutException {
    resetTo(lastTaskDone());
    goesOnToItsEnd();

    assertThat(room.story()).noneMatch(event -> event.contains("ABSENT"));
    assertThat(room.story().stream().filter(event -> event.contains(" left: "))).hasSize(1);
  }

  @Test
  void oneThatStillRunsKeepsItsAgentsWhenItBeginsAnew() throws TimeoutException {
    resetTo(4);
    goesOnToItsEnd();

    assertThat(room.story().stream().filter(event -> event.contains(" left: "))).hasSize(1);
  }
}
