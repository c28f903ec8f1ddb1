package dev.understudy.samples.deploy;

import dev.understudy.cli.Subcommand;
import dev.understudy.samples.demo.DemoOptions;
import dev.understudy.samples.demo.SettingOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code understudy demo deploy}: replaces all workers under agents at work. */
@Command(
    name = "deploy",
    description = {
      "Replaces three workers, one after the other, as a rolling deploy does, while ten agents are at"
          + " work, and shows what a watcher sees.",
      "Starts everything it needs as processes of their own and ends them all. Exits with 0 only if"
          + " no agent was ever seen offline and each step took effect exactly once."
    },
    sortOptions = false)
public final class DeployCommand implements Subcommand {
  @Mixin
  private DemoOptions demo = new DemoOptions();

  @Mixin
  private SettingOptions setting = new SettingOptions();

  @Override
  public Integer call() {
    return demo.play(DeployDemo.demo(), setting.setting());
  }
}
