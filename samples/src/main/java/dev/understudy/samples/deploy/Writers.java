package dev.understudy.samples.deploy;

import dev.understudy.samples.essay.EssayWorkflow;
import dev.understudy.samples.essay.EssayWorkflow.Commission;
import dev.understudy.samples.essay.EssayWorkflow.Essay;
import dev.understudy.samples.stage.Outcome;
import dev.understudy.samples.stage.Patience;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.StagedTask;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ten agents, each of a task of its own, that write essays in one channel. Confined to one thread. */
final class Writers implements AutoCloseable {
  private static final int AGENTS = 10;

  /** More sections than a task writes before it is told to end, at 1.5 s each. */
  private static final int LONGEST = 1000;

  private final Map<String, StagedTask> tasks = new LinkedHashMap<>();
  private final Patience patience;

  private Writers(Patience patience) {
    this.patience = patience;
  }

  static Writers start(Stage stage) {
    Writers writers = new Writers(stage.patience());
    for (int number = 1; number <= AGENTS; number++) {
      String agent = "agent-" + number;
      Commission commission =
          new Commission(stage.channel(), agent, stage.desk().toString(), LONGEST);
      writers.tasks.put(
          agent,
          stage.start(
              stage.task() + "-" + number,
              (client, options) -> WorkflowClient.start(
                  client.newWorkflowStub(EssayWorkflow.class, options)::write, commission)));
    }
    return writers;
  }

  List<String> agents() {
    return List.copyOf(tasks.keySet());
  }

  /** The ids of their tasks. */
  List<String> ids() {
    return tasks.values().stream().map(StagedTask::id).toList();
  }

  /**
   * Nothing, if all of them go on.
   *
   * @throws dev.understudy.cli.text.Fault if one has come to its end unasked
   */
  void requireRunning() {
    tasks.values().forEach(StagedTask::requireRunning);
  }

  /** Has them come to an end; gives how many sections they say they have. */
  int wrapUp() {
    List<Outcome<Essay>> essays = new ArrayList<>();
    for (StagedTask task : tasks.values()) {
      task.workflow().signal("wrapUp");
      essays.add(task.result(Essay.class));
    }
    return essays.stream()
        .map(essay -> patience.await("a task to end", essay::reached))
        .mapToInt(essay -> essay.sections().size())
        .sum();
  }

  @Override
  public void close() {
    tasks.values().forEach(StagedTask::close);
  }
}
