package dev.understudy.cli.task;

import dev.understudy.Internal;
import dev.understudy.cli.Subcommand;
import dev.understudy.cli.config.AtTemporal;
import dev.understudy.cli.text.Fault;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy tasks}: all open tasks in one table. */
@Internal
@Command(
    name = "tasks",
    header = "Shows all open tasks: agents, worker, state, why, questions.",
    description = {
      "Shows all open tasks of the namespace: their agents, on which worker, in what state and why, and what they ask.",
      "Temporal is where TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_CONFIG_FILE say."
    },
    sortOptions = false)
public final class TasksCommand implements Subcommand {
  @Option(names = "--type", paramLabel = "TYPE", description = "Those of this workflow type alone.")
  private @Nullable String type;

  @Option(
      names = "--task-queue",
      paramLabel = "NAME",
      description = "Those of this task queue alone.")
  private @Nullable String taskQueue;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many at the most, the oldest first. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--ask",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "How many that are paused or ask something are asked themselves for the reason, at the most."
              + " Default: ${DEFAULT-VALUE}.")
  private int ask;

  @Option(names = "--json", description = "Print one JSON object instead, for programs.")
  private boolean json;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final Map<String, String> environment;

  /** That of this process' environment. */
  public TasksCommand() {
    this(System.getenv());
  }

  public TasksCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    requireAtLeast("--limit", 1, limit);
    requireAtLeast("--ask", 0, ask);
    TasksReport report = AtTemporal.run("understudy-tasks", environment, this::report);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.toJson());
    } else {
      report.lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private static void requireAtLeast(String option, int least, int value) {
    if (value < least) {
      throw Fault.usage(
          "%s must be at least %d but was %d".formatted(option, least, value),
          "choose a higher number");
    }
  }

  private TasksReport report(WorkflowClient client) {
    try {
      List<OpenTask> open =
          new OpenTasks(client).list().stream().filter(this::isMeant).toList();
      List<OpenTask> shown = open.subList(0, Math.min(limit, open.size()));
      return new TasksReport(
          Instant.now(), new TaskRound(client, ask).of(shown), open.size() - shown.size());
    } catch (StatusRuntimeException refused) {
      throw AtTemporal.refused("Temporal does not say what is open", refused);
    }
  }

  private boolean isMeant(OpenTask task) {
    return (type == null || type.equals(task.type()))
        && (taskQueue == null || taskQueue.equals(task.taskQueue()));
  }
}
