package dev.understudy.samples.crash;

import dev.understudy.cli.Subcommand;
import dev.understudy.cli.text.Fault;
import dev.understudy.samples.demo.DemoOptions;
import dev.understudy.samples.demo.SettingOptions;
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

  @Mixin
  private DemoOptions demo = new DemoOptions();

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
    return demo.play(CrashDemo.of(kills()), setting.setting());
  }

  private int kills() {
    if (kills < 1 || kills > MOST_KILLS) {
      throw Fault.usage(
          "--kills must be from 1 to " + MOST_KILLS + " but was " + kills, "choose another number");
    }
    return kills;
  }
}
