package dev.understudy.cli.workers;

import dev.understudy.Internal;
import dev.understudy.cli.HandoffOptions;
import dev.understudy.cli.Subcommand;
import dev.understudy.cli.text.Fault;
import dev.understudy.handoff.HandoffPlan;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy plan}: computes what many agents take, and whether a worker's death stays unseen. */
@Internal
@Command(
    name = "plan",
    header = "Computes what many agents take, and how long a takeover.",
    description = {
      "Computes what many agents take of Ably and Temporal, and how long the takeover of a whole worker.",
      "Connects to nothing. Exits with 2 if a worker's agents would not be back in time, and says what to"
          + " change."
    },
    sortOptions = false)
public final class PlanCommand implements Subcommand {
  @Spec
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--agents",
      paramLabel = "N",
      required = true,
      description = "How many agents there are, each in a session of its own.")
  private int agents;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many workers share them. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Mixin
  private HandoffOptions handoff = new HandoffOptions();

  @Option(names = "--json", description = "Print one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    HandoffPlan plan = plan();
    PlanReport report = new PlanReport(plan);
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(report.toJson());
    } else {
      report.lines().forEach(out::println);
    }
    out.flush();
    handoff.refuse(plan.flaw());
    return 0;
  }

  private HandoffPlan plan() {
    try {
      return new HandoffPlan(handoff.withinBounds(), agents, workers);
    } catch (IllegalArgumentException outOfBounds) {
      throw Fault.usage(
          "--" + outOfBounds.getMessage(), "see '" + command.qualifiedName() + " --help'");
    }
  }
}
