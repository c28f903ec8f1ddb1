package dev.understudy.samples.stage;

import static dev.understudy.samples.stage.TemporalAccess.NAMESPACE;

import dev.understudy.cli.text.Fault;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The task on stage, as a client of Temporal sees it. Thread-safe. */
public final class StagedTask implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StagedTask.class);

  /**
   * For so long, by default twice as long, the work waits for a worker that was killed in the middle of a
   * workflow task; a worker that starts cold has to replay the task within it.
   */
  private static final Duration WORKFLOW_TASK_TIMEOUT = Duration.ofSeconds(5);

  private final WorkflowServiceStubs stubs;
  private final WorkflowStub workflow;
  private final LastDeed ending;

  private StagedTask(WorkflowServiceStubs stubs, WorkflowStub workflow) {
    this.stubs = stubs;
    this.workflow = workflow;
    this.ending = LastDeed.of("end-the-task", this::endForGood);
  }

  /**
   * Starts it.
   *
   * @param id of the task
   * @param starter starts its workflow
   * @throws Fault if the server cannot be reached or refuses
   */
  static StagedTask start(
      String address,
      String queue,
      String id,
      BiConsumer<WorkflowClient, WorkflowOptions> starter) {
    WorkflowServiceStubs stubs = TemporalAccess.connect(address);
    try {
      return new StagedTask(stubs, started(stubs, queue, id, starter));
    } catch (StatusRuntimeException | WorkflowException refused) {
      stubs.shutdownNow();
      throw TemporalAccess.refusal(address, refused);
    }
  }

  private static WorkflowStub started(
      WorkflowServiceStubs stubs,
      String queue,
      String id,
      BiConsumer<WorkflowClient, WorkflowOptions> starter) {
    WorkflowClient client = WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setIdentity("director")
            .setNamespace(NAMESPACE)
            .build());
    WorkflowOptions options = WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(queue)
        .setWorkflowTaskTimeout(WORKFLOW_TASK_TIMEOUT)
        .build();
    starter.accept(client, options);
    return client.newUntypedWorkflowStub(id);
  }

  /** The attempt at a step of that type that runs at the moment, if one does. */
  public Optional<Attempt> runningStep(String type) {
    return describeRunning().getPendingActivitiesList().stream()
        .filter(step -> step.getActivityType().getName().equals(type))
        .filter(step -> step.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
        .findFirst()
        .map(StagedTask::attempt);
  }

  private static Attempt attempt(PendingActivityInfo step) {
    return new Attempt(step.getActivityId(), step.getAttempt(), step.getLastWorkerIdentity());
  }

  /**
   * Nothing, if it goes on.
   *
   * @throws Fault if it has come to its end unasked
   */
  public void requireRunning() {
    describeRunning();
  }

  private DescribeWorkflowExecutionResponse describeRunning() {
    try {
      DescribeWorkflowExecutionResponse now = describe();
      if (isRunning(now)) {
        return now;
      }
    } catch (StatusRuntimeException unanswered) {
      throw Fault.failure(
          "Temporal does not tell of the task any more: " + unanswered.getStatus(),
          "check that server, or leave --temporal out",
          unanswered);
    }
    throw endedUnasked();
  }

  private DescribeWorkflowExecutionResponse describe() {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(id()))
            .build());
  }

  private static boolean isRunning(DescribeWorkflowExecutionResponse description) {
    return description.getWorkflowExecutionInfo().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private Fault endedUnasked() {
    try {
      workflow.getResult(Void.class);
      return Fault.failure("the task ended before it was told to", "start it again");
    } catch (WorkflowException failure) {
      return failed(failure);
    }
  }

  /** What to say of its failure. */
  static Fault failed(WorkflowException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String why = root instanceof ApplicationFailure stated
        ? stated.getOriginalMessage()
        : String.valueOf(root.getMessage());
    return Fault.failure(
        "the task failed: " + why, "the logs of its workers may say more", failure);
  }

  /** Its workflow id. */
  public String id() {
    return workflow.getExecution().getWorkflowId();
  }

  /** What it gives in the end. */
  public <T> Outcome<T> result(Class<T> type) {
    return new Outcome<>(CompletableFuture.supplyAsync(() -> workflow.getResult(type)));
  }

  /** Tells it something by an update; true once it has taken it. */
  public Outcome<Boolean> tell(String update, Object message) {
    return new Outcome<>(CompletableFuture.supplyAsync(() -> {
      workflow.update(update, Object.class, message);
      return true;
    }));
  }

  /** For what only this task understands. */
  public WorkflowStub workflow() {
    return workflow;
  }

  /** Ends it if it has not ended by itself: nobody would work on it any more. */
  @Override
  public void close() {
    ending.close();
    stubs.shutdownNow();
  }

  private void endForGood() {
    try {
      DescribeWorkflowExecutionResponse now = describe();
      if (isRunning(now)) {
        terminate(id());
        // Its attendance, which does not end with its parent.
        now.getPendingChildrenList().forEach(child -> terminate(child.getWorkflowId()));
      }
    } catch (StatusRuntimeException unanswered) {
      LOG.debug("{} was not ended", id(), unanswered);
    }
  }

  private void terminate(String workflowId) {
    stubs
        .blockingStub()
        .terminateWorkflowExecution(TerminateWorkflowExecutionRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
            .setReason("the demo ended before its task")
            .build());
  }

  /** One attempt at a step, and who makes it. */
  public record Attempt(String step, int number, String worker) {}
}
