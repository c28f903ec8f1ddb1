package dev.understudy.cli.check;

import dev.understudy.Internal;
import dev.understudy.attendance.AblyQueue;
import dev.understudy.cli.HandoffOptions;
import dev.understudy.cli.SessionArgument;
import dev.understudy.cli.Subcommand;
import dev.understudy.cli.config.AblyEnvironment;
import dev.understudy.cli.config.AtTemporal;
import dev.understudy.cli.config.QuietStart;
import dev.understudy.cli.text.Fault;
import dev.understudy.cli.text.JsonLine;
import dev.understudy.cli.text.Mistakes;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy doctor}: whether a worker could work here, and what to do if not. */
@Internal
@Command(
    name = "doctor",
    header = "Looks at all that a worker needs, and says what to do.",
    description = {
      "Looks at all that a worker needs: Java, Temporal, Ably, what the key may do, clocks, the budget of a handoff,"
          + " limits. Says what to do where something does not hold, and exits with 1 then.",
      "Temporal is where TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_CONFIG_FILE say; Ably"
          + " where ABLY_KEY, ABLY_HOST, ABLY_PORT and ABLY_TLS say."
    },
    sortOptions = false)
public final class DoctorCommand implements Subcommand {
  @Option(
      names = "--task-queue",
      paramLabel = "NAME",
      defaultValue = "understudy",
      description = "That of the worker. Default: ${DEFAULT-VALUE}.")
  private String taskQueue = "understudy";

  @Option(
      names = "--session",
      paramLabel = "SESSION",
      description = "One in which its agents are to be; once for each.")
  private List<String> sessions = List.of();

  @Mixin
  private HandoffOptions handoff = new HandoffOptions();

  @Option(names = "--json", description = "Print one JSON object instead, for programs.")
  private boolean json;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final Map<String, String> environment;

  /** In this process' environment. */
  public DoctorCommand() {
    this(System.getenv());
  }

  public DoctorCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Mistakes.named(() -> {
      AblyQueue.require(taskQueue);
      return taskQueue;
    });
    sessions.forEach(SessionArgument::requireOne);
    List<Check> checks = new ArrayList<>(MachineChecks.of(handoff.withinBounds()));
    checks.addAll(temporal());
    checks.addAll(ably());
    print(checks);
    return checks.stream().allMatch(Check::holds) ? 0 : 1;
  }

  private List<Check> temporal() {
    try {
      return AtTemporal.run(
          "understudy-doctor", environment, client -> TemporalChecks.of(client, taskQueue));
    } catch (Fault fault) {
      return List.of(Check.fail("Temporal", fault));
    }
  }

  private List<Check> ably() {
    QuietStart quiet = QuietStart.begin();
    try {
      return AblyChecks.of(AblyEnvironment.read(environment), taskQueue, sessions);
    } catch (Fault fault) {
      return List.of(Check.fail("Ably", fault));
    } finally {
      quiet.succeeded();
    }
  }

  private void print(List<Check> checks) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("holds", checks.stream().allMatch(Check::holds));
      line.put("checks", checks.stream().map(Check::json).toList());
      out.println(JsonLine.of(line));
    } else {
      checks.forEach(check -> out.println(check.line()));
    }
    out.flush();
  }
}
