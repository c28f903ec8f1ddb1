package dev.understudy.samples.chaos;

import dev.understudy.samples.chaos.judge.TaskEnd;
import dev.understudy.samples.drill.DrillWorkflow;
import dev.understudy.samples.drill.DrillWorkflow.Drill;
import dev.understudy.samples.stage.Outcome;
import dev.understudy.samples.stage.TemporalAccess;
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

/** The tasks of all agents, as a client of Temporal sees them. Owns its connection. Confined to one thread. */
final class Drills implements AutoCloseable {
  private static final Duration WORKFLOW_TASK_TIMEOUT = Duration.ofSeconds(5);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final String queue;
  private final Map<String, WorkflowStub> tasks = new LinkedHashMap<>();
  private final Map<String, Outcome<Long>> results = new LinkedHashMap<>();

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
    WorkflowClient.start(task::run, drill);
    // Without a run id, so that it is the newest run that is told and asked.
    tasks.put(drill.seat().agent(), client.newUntypedWorkflowStub(id));
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
        .map(turns -> new TaskEnd(agent, turns));
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
