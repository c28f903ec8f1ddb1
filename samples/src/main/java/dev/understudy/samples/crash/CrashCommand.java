package dev.understudy.samples.crash;

import dev.understudy.cli.Fault;
import dev.understudy.cli.Subcommand;
import dev.understudy.samples.stage.SettingOptions;
import dev.understudy.samples.stage.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code understudy demo crash}: kills the worker of an agent and shows what a watcher saw. */
@Command(
    name = "crash",
    description = {
      "Kills the worker that holds an agent and runs its step, and shows what a watcher sees.",
      "Starts everything it needs as processes of their own and ends them all. Exits with 0 only if"
          + " the agent was never seen offline and each of its steps took effect exactly once."
    },
    sortOptions = false)
public final class CrashCommand implements Subcommand {
  private static final int MOST_KILLS = 1000;

  @Option(
      names = "--json",
      description = "Print one JSON object on standard output, everything else on standard error.")
  private boolean json;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many workers to kill, one after the other. Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Mixin
  private SettingOptions setting = new SettingOptions();

  @Override
  public Integer call() {
    CrashPlan plan = new CrashPlan(kills(), setting.setting());
    Timeline timeline =
        new Timeline(new Terminal(json ? System.err : System.out, System.currentTimeMillis()));
    CrashReport report = CrashDemo.run(plan, timeline);
    if (json) {
      System.out.println(report.toJson());
    }
    timeline.verdict(report);
    return report.holds() ? 0 : 1;
  }

  private int kills() {
    if (kills < 1 || kills > MOST_KILLS) {
      throw Fault.usage(
          "--kills must be from 1 to " + MOST_KILLS + " but was " + kills, "choose another number");
    }
    return kills;
  }
}
