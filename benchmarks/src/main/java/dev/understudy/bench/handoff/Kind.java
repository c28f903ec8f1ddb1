package dev.understudy.bench.handoff;

import dev.understudy.cli.Main;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.List;

/** Whose worker it is that has the agent. */
enum Kind {
  UNDERSTUDY {
    @Override
    List<String> program(String queue, String name) {
      return List.of(
          Main.class.getName(),
          "worker",
          "--task-queue",
          queue,
          "--name",
          name,
          "--until-stdin-closes");
    }

    @Override
    void start(WorkflowClient client, String queue, String task) {
      WorkflowClient.start(
          client.newWorkflowStub(Toiler.class, options(queue, task))::work, room(task));
    }

    @Override
    String keeper(String task) {
      return "attendance/%s/%s/%s".formatted(task, room(task), AgentWatch.AGENT);
    }
  },
  PLAIN {
    @Override
    List<String> program(String queue, String name) {
      return List.of(PlainWorker.class.getName(), queue, name);
    }

    @Override
    void start(WorkflowClient client, String queue, String task) {
      WorkflowClient.start(
          client.newWorkflowStub(PlainToiler.class, options(queue, task))::work, room(task));
    }

    @Override
    String keeper(String task) {
      return task;
    }
  };

  /** The main class and arguments of a worker. */
  abstract List<String> program(String queue, String name);

  /** Starts a task whose agent is in the {@linkplain #room room} of that task. */
  abstract void start(WorkflowClient client, String queue, String task);

  /** The workflow whose activity keeps the agent present. */
  abstract String keeper(String task);

  static String room(String task) {
    return "room:" + task;
  }

  private static WorkflowOptions options(String queue, String task) {
    return WorkflowOptions.newBuilder().setTaskQueue(queue).setWorkflowId(task).build();
  }
}
