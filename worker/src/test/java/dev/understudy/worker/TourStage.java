package dev.understudy.worker;

import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.batch.BatchProgress;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.server.TemporalForTests;
import dev.understudy.session.Answer;
import dev.understudy.session.Control;
import dev.understudy.session.SessionView;
import dev.understudy.session.Steering;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverter;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A tour on a real worker, whose client converts data in its own way. Owns both servers. */
final class TourStage implements AutoCloseable {
  static final String TASK = "tour-1";
  static final String ATTENDANCE = "attendance/tour-1/room:42/guide";
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final TestWorkflowEnvironment temporal = TemporalForTests.environment();
  final WorkflowClient client;
  private final AblyLocal ably = AblyLocal.start();
  private final UnderstudyWorker worker;
  private final WorkflowStub task;

  TourStage(DataConverter converter) {
    client = WorkflowClient.newInstance(
        temporal.getWorkflowServiceStubs(),
        WorkflowClientOptions.newBuilder(temporal.getWorkflowClient().getOptions())
            .setDataConverter(converter)
            .build());
    worker = UnderstudyWorker.start(
        client,
        new WorkerSettings(
            "tours",
            new Holder("a", 100),
            AblySettings.local(ably.key(), ably.host(), ably.port()),
            HandoffPolicy.DEFAULT),
        List.of(new Tour.Types()));
    Tour tour = client.newWorkflowStub(Tour.class, options(TASK));
    WorkflowClient.start(tour::travel, 1, BatchProgress.START);
    task = client.newUntypedWorkflowStub(TASK);
  }

  /** For a tour of that id on its worker. */
  static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder().setTaskQueue("tours").setWorkflowId(id).build();
  }

  /** The id of the run that it begins with. */
  String firstRun() {
    return task.describe().getFirstRunId();
  }

  /** Whether the worker has told Temporal what its agent shows. */
  boolean hasBeaten() {
    return describe(ATTENDANCE).getPendingActivitiesList().stream()
        .anyMatch(PendingActivityInfo::hasHeartbeatDetails);
  }

  /** What Temporal tells of a workflow. */
  DescribeWorkflowExecutionResponse describe(String workflow) {
    return temporal
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(temporal.getNamespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
            .build());
  }

  /** Has it go the whole way, with every kind of order; gives its result. */
  String travel() {
    awaitView(view -> shows(view, "PLANTED 1"));
    task.update("steer", Long.class, new Steering("alice", "PLANTED message"));
    task.update("pause", Void.class, new Control("alice", "PLANTED pause"));
    task.signal("goOn");
    awaitView(view -> shows(view, "numbers") && view.pausedBy().isPresent());
    task.update("resume", Void.class, new Control("alice", "PLANTED resume"));
    SessionView asking = awaitView(view -> !view.questions().isEmpty());
    long question = asking.questions().get(0).id();
    task.update("answer", Void.class, new Answer(question, "alice", true, "yes PLANTED"));
    return task.getResult(String.class);
  }

  private SessionView awaitView(Predicate<SessionView> wish) {
    return await().atMost(LIVELINESS).until(() -> task.query("session", SessionView.class), wish);
  }

  private static boolean shows(SessionView view, String status) {
    return view.agents().stream().anyMatch(agent -> agent.status().text().equals(status));
  }

  @Override
  public void close() {
    worker.close();
    temporal.close();
    ably.close();
  }
}
