package dev.understudy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.AgentSession;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.SessionView;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks on a worker whose key lacks a right. */
class BlindWorkerTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  private final AblyLocal ably = AblyLocal.builder()
      .key("app1.all:s")
      .addKey("app1.blind:s", "{\"*\":[\"publish\",\"presence\"]}")
      .addKey("app1.absent:s", "{\"*\":[\"publish\",\"subscribe\"]}")
      .start();

  private static final String ATTENDANCE = "attendance/recital/room:42/writer";

  /** Works once somebody is there. */
  @WorkflowInterface
  public interface Recital {
    @WorkflowMethod
    String play(long firstArrivalWithinMillis);

    @SignalMethod
    void goOn();
  }

  public static final class RecitalImpl implements Recital {
    private boolean isToGoOn;

    @Override
    public String play(long firstArrivalWithinMillis) {
      SessionSpec spec = SessionSpec.on("room:42")
          .as("writer")
          .expecting(Audience.anyone())
          .whenAbandoned(Abandonment.cancelAfter(Duration.ofMillis(1))
              .waitForFirstArrival(Duration.ofMillis(firstArrivalWithinMillis)));
      return AgentSession.attend(spec, session -> {
        Workflow.await(() -> isToGoOn);
        session.checkpoint();
        return "done";
      });
    }

    @Override
    public void goOn() {
      isToGoOn = true;
    }
  }

  @AfterEach
  void stop() {
    temporal.close();
    ably.close();
  }

  private UnderstudyWorker worker(String key) {
    return UnderstudyWorker.start(
        temporal.getWorkflowClient(),
        new WorkerSettings(
            WorkerForTests.QUEUE,
            new Holder("a", 100),
            AblySettings.local(key, ably.host(), ably.port()),
            HandoffPolicy.DEFAULT),
        List.of(on -> on.registerWorkflowImplementationTypes(RecitalImpl.class)));
  }

  private WorkflowStub play(Duration firstArrivalWithin) {
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setTaskQueue(WorkerForTests.QUEUE)
        .setWorkflowId("recital")
        .build();
    Recital recital = temporal.getWorkflowClient().newWorkflowStub(Recital.class, options);
    WorkflowClient.start(recital::play, firstArrivalWithin.toMillis());
    return WorkflowStub.fromTyped(recital);
  }

  @Test
  void areNotGivenUpBecauseNobodyCanBeSeen() {
    try (UnderstudyWorker worker = worker("app1.blind:s")) {
      WorkflowStub recital = play(Duration.ofMillis(1));

      await()
          .atMost(LIVELINESS)
          .untilAsserted(() -> assertThat(whyPending(recital))
              .contains(
                  "nobody can see who is in room:42: the Ably key or token may not subscribe in"
                      + " room:42: give it the capability \"subscribe\" there"));

      assertThat(recital.describe().getStatus())
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      recital.cancel(); // Or the worker would wait for another one to take the agent.
      assertThatThrownBy(() -> recital.getResult(String.class))
          .hasCauseInstanceOf(CanceledFailure.class);
      assertThat(worker).isNotNull();
    }
  }

  @Test
  void areToldHowTheirAgentMovedThoughWhoIsThereIsNotSeen() {
    try (UnderstudyWorker worker = worker("app1.blind:s")) {
      WorkflowStub recital = play(LIVELINESS);
      await().atMost(LIVELINESS).until(() -> worker.agents() == 1 && !beats().isEmpty());

      temporal
          .getWorkflowClient()
          .newActivityCompletionClient()
          .completeExceptionally(
              ATTENDANCE,
              Optional.empty(),
              beats().get(0).getActivityId(),
              ApplicationFailure.newFailure("the operator wished so", "test"));

      await().atMost(LIVELINESS).until(() -> !handoffs(recital).isEmpty());
      assertThat(handoffs(recital)).singleElement().satisfies(handoff -> {
        assertThat(handoff.reason().cause()).isEqualTo(HandoffCause.FAILED);
        assertThat(handoff.reason().words()).contains("the operator wished so");
        assertThat(handoff.from().tenure()).isLessThan(handoff.to().tenure());
        assertThat(handoff.course().isOfflineWhole()).isFalse();
        assertThat(handoff.course().ghost()).isEmpty();
      });
      recital.cancel();
      assertThatThrownBy(() -> recital.getResult(String.class))
          .hasCauseInstanceOf(CanceledFailure.class);
    }
  }

  private static List<Handoff> handoffs(WorkflowStub task) {
    return task.query("session", SessionView.class).handoffs();
  }

  /** The attendance's activity, once it has beaten. */
  private List<PendingActivityInfo> beats() {
    return temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(ATTENDANCE)
        .describe()
        .getRawDescription()
        .getPendingActivitiesList()
        .stream()
        .filter(PendingActivityInfo::hasHeartbeatDetails)
        .toList();
  }

  private List<String> whyPending(WorkflowStub task) {
    DescribeWorkflowExecutionRequest request = DescribeWorkflowExecutionRequest.newBuilder()
        .setNamespace(temporal.getNamespace())
        .setExecution(task.getExecution())
        .build();
    return temporal
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(request)
        .getPendingActivitiesList()
        .stream()
        .map(pending -> pending.getLastFailure().getMessage())
        .toList();
  }

  @Test
  void failAtOnceIfTheirAgentMayNotEnter() {
    try (UnderstudyWorker worker = worker("app1.absent:s")) {
      WorkflowStub recital = play(LIVELINESS);
      recital.signal("goOn");

      assertThatThrownBy(() -> recital.getResult(String.class))
          .hasStackTraceContaining("writer in room:42 was refused")
          .hasStackTraceContaining("(40160)")
          .satisfies(refused ->
              assertThat(Refusal.codeOf(refused)).contains(RefusalCode.ABLY_CAPABILITY_MISSING));
      assertThat(worker).isNotNull();
    }
  }
}
