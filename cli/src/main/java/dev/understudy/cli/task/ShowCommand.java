package dev.understudy.cli.task;

import dev.understudy.Internal;
import dev.understudy.cli.Subcommand;
import dev.understudy.cli.config.AtTemporal;
import dev.understudy.cli.text.Fault;
import io.temporal.client.WorkflowClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy show}: a task as it is now, or how its agents have come from worker to worker. */
@Internal
@Command(
    name = "show",
    header = "Shows one task: state, people, agents, questions, handoffs.",
    description = {
      "Shows a task with a session: its agents with their workers, whom they see, and what it waits for.",
      "Temporal is where TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_CONFIG_FILE say; a worker that runs such tasks"
          + " has to live."
    },
    sortOptions = false)
public final class ShowCommand implements Subcommand {
  @Parameters(paramLabel = "TASK", description = "The task's workflow id.")
  private String task = "";

  @Option(
      names = "--handoffs",
      description = "Show how its agents have come from worker to worker instead, the latest last.")
  private boolean handoffs;

  @Option(names = "--json", description = "Print it as one line of JSON.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private final Map<String, String> environment;

  /** That of this process' environment. */
  public ShowCommand() {
    this(System.getenv());
  }

  public ShowCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (task.isBlank()) {
      throw Fault.usage("TASK must be a workflow id, but it was empty", "name the task to show");
    }
    List<String> lines = AtTemporal.run("understudy-show", environment, this::lines);
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
    return 0;
  }

  private List<String> lines(WorkflowClient client) {
    ShownTask shown = ShownTask.of(task, client);
    if (json) {
      return List.of(handoffs ? shown.handoffsAsJson() : shown.toJson());
    }
    return handoffs ? HandoffLines.of(task, shown.view().handoffs()) : TaskLines.of(shown);
  }
}
