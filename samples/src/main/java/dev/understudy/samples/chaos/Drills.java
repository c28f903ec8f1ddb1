package dev.understudy.samples.chaos;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import dev.understudy.samples.chaos.judge.TaskEnd;
import dev.understudy.samples.drill.DrillWorkflow;
import dev.understudy.samples.drill.DrillWorkflow.Drill;
import dev.understudy.samples.drill.DrillWorkflow.Seat;
import dev.understudy.samples.stage.LastDeed;
import dev.understudy.samples.stage.Outcome;
import dev.understudy.samples.stage.TemporalAccess;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of all agents, as a client of Temporal sees them. Owns its connection. Confined to one thread, but for
 * what is done when the process is told to stop.
 */
final class Drills implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Drills.class);
  private static final Duration WORKFLOW_TASK_TIMEOUT = Duration.ofSeconds(5);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final String queue;
  private final Map<String, Integer> items = new LinkedHashMap<>();
  private final Map<String, WorkflowStub> tasks = new LinkedHashMap<>();
  private final Map<String, Outcome<Long>> results = new LinkedHashMap<>();

  /** Both of each task: its attendance does not end with it. The process may be told to stop while it grows. */
  private final Queue<String> workflows = new ConcurrentLinkedQueue<>();

  private final LastDeed ending;

  /** None yet. */
  Drills(String temporal, String queue) {
    this.stubs = TemporalAccess.connect(temporal);
    this.queue = queue;
    this.client = WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setIdentity("chaos")
            .setNamespace(TemporalAccess.NAMESPACE)
            .build());
    this.ending = LastDeed.of("end-all-tasks", this::endForGood);
  }

  void start(Drill drill) {
    String id = queue + "-" + drill.seat().agent();
    DrillWorkflow task = client.newWorkflowStub(
        DrillWorkflow.class,
        WorkflowOptions.newBuilder()
            .setWorkflowId(id)
            .setTaskQueue(queue)
            .setWorkflowTaskTimeout(WORKFLOW_TASK_TIMEOUT)
            .build());
    workflows.add(id);
    workflows.add(attendanceId(id, drill.seat()));
    WorkflowClient.start(task::run, drill);
    // Without a run id, so that it is the newest run that is told and asked.
    items.put(drill.seat().agent(), drill.work().items());
    tasks.put(drill.seat().agent(), client.newUntypedWorkflowStub(id));
  }

  private static String attendanceId(String task, Seat seat) {
    return new AttendanceSpec(task, new SessionName(seat.room()), new AgentName(seat.agent()), 1)
        .key();
  }

  /** The task queue of all of them. */
  String queue() {
    return queue;
  }

  List<String> agents() {
    return List.copyOf(tasks.keySet());
  }

  /** Has all of them come to an end. */
  void end() {
    tasks.forEach((agent, task) -> {
      task.signal("enough");
      results.put(agent, new Outcome<>(task.getResultAsync(Long.class)));
    });
  }

  /** The end of that agent's task, once it has come. */
  Optional<TaskEnd> end(String agent) {
    return Optional.ofNullable(results.get(agent))
        .flatMap(Outcome::reached)
        .map(turns -> new TaskEnd(agent, turns, items.getOrDefault(agent, 0)));
  }

  /** Ends those that have not ended by themselves: nobody would work on them any more. */
  @Override
  public void close() {
    ending.close();
    stubs.shutdownNow();
  }

  private void endForGood() {
    try {
      workflows.forEach(this::terminate);
    } catch (StatusRuntimeException unanswered) {
      LOG.debug("not all tasks were ended", unanswered);
    }
  }

  private void terminate(String workflowId) {
    try {
      stubs
          .blockingStub()
          .terminateWorkflowExecution(TerminateWorkflowExecutionRequest.newBuilder()
              .setNamespace(TemporalAccess.NAMESPACE)
              .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
              .setReason("chaos ended before its task")
              .build());
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw failure;
      }
      LOG.trace("{} had ended, or had never begun", workflowId, failure);
    }
  }
}
