package dev.understudy.samples.crash;

import dev.understudy.cli.Fault;
import dev.understudy.samples.essay.EssayWorkflow;
import dev.understudy.samples.essay.EssayWorkflow.Commission;
import dev.understudy.samples.essay.EssayWorkflow.Essay;
import dev.understudy.samples.essay.SectionWriter;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The task on stage, as a client of Temporal sees it. Thread-safe. */
final class EssayTask implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final WorkflowServiceStubs stubs;
  private final WorkflowStub workflow;

  private EssayTask(WorkflowServiceStubs stubs, WorkflowStub workflow) {
    this.stubs = stubs;
    this.workflow = workflow;
  }

  /**
   * Starts it.
   *
   * @throws Fault if the server cannot be reached or refuses
   */
  static EssayTask start(String address, String id, Commission commission) {
    WorkflowServiceStubs stubs = connect(address);
    WorkflowClient client = WorkflowClient.newInstance(
        stubs, WorkflowClientOptions.newBuilder().setIdentity("director").build());
    WorkflowOptions options =
        WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(id).build();
    EssayWorkflow essay = client.newWorkflowStub(EssayWorkflow.class, options);
    WorkflowClient.start(essay::write, commission);
    return new EssayTask(stubs, WorkflowStub.fromTyped(essay));
  }

  /**
   * Nothing, if a server answers there.
   *
   * @throws Fault if none does
   */
  static void requireServer(String address) {
    connect(address).shutdownNow();
  }

  private static WorkflowServiceStubs connect(String address) {
    WorkflowServiceStubsOptions options =
        WorkflowServiceStubsOptions.newBuilder().setTarget(address).build();
    try {
      return WorkflowServiceStubs.newConnectedServiceStubs(options, CONNECT);
    } catch (StatusRuntimeException | IllegalStateException e) {
      throw Fault.failure(
          "no Temporal server answers at " + address,
          "start one, for instance with scripts/temporal-dev, or leave --temporal out",
          e);
    }
  }

  /** The attempt at a step that runs at the moment, if one does. */
  Optional<Attempt> runningStep() {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(description())
        .getPendingActivitiesList()
        .stream()
        .filter(step -> step.getActivityType().getName().equals(SectionWriter.ACTIVITY))
        .filter(step -> step.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
        .findFirst()
        .map(EssayTask::attempt);
  }

  private DescribeWorkflowExecutionRequest description() {
    return DescribeWorkflowExecutionRequest.newBuilder()
        .setNamespace("default")
        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id()))
        .build();
  }

  private static Attempt attempt(PendingActivityInfo step) {
    return new Attempt(step.getActivityId(), step.getAttempt(), step.getLastWorkerIdentity());
  }

  String id() {
    return workflow.getExecution().getWorkflowId();
  }

  /** Has it end with the section at hand, and waits for that. */
  Essay wrapUp(Duration atMost) {
    try {
      workflow.signal("wrapUp");
      return workflow.getResult(atMost.toMillis(), TimeUnit.MILLISECONDS, Essay.class);
    } catch (TimeoutException e) {
      throw Fault.failure(
          "the task did not end within " + atMost.toSeconds() + " s of being told to",
          "a busy machine may need another try",
          e);
    } catch (WorkflowException e) {
      throw Fault.failure("the task failed: " + e.getCause(), "its log says more", e);
    }
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }

  /** One attempt at a step, and who makes it. */
  record Attempt(String step, int number, String worker) {}
}
