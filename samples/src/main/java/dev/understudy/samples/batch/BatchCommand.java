package dev.understudy.samples.batch;

import dev.understudy.cli.Subcommand;
import dev.understudy.cli.text.Fault;
import dev.understudy.samples.demo.DemoOptions;
import dev.understudy.samples.demo.KillOptions;
import dev.understudy.samples.demo.Kills;
import dev.understudy.samples.demo.SettingOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code understudy demo batch}: real work on thousands of items, through a pause and kills. */
@Command(
    name = "batch",
    description = {
      "Embeds passages of debates of the European Parliament, with a model in the worker's process,"
          + " and stores their vectors, while a person pauses and resumes the task and its worker is"
          + " killed; then answers a question from what it built.",
      "Starts everything it needs as processes of their own and ends them all. Exits with 0 only if"
          + " every passage has exactly one effect or was set aside with its cause."
    },
    sortOptions = false)
public final class BatchCommand implements Subcommand {
  private static final int MOST_PARALLEL = 64;

  @Mixin
  private DemoOptions demo = new DemoOptions();

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "5000",
      description = "How many passages. Default: ${DEFAULT-VALUE}.")
  private int items;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many are embedded at once. Default: ${DEFAULT-VALUE}.")
  private int parallel;

  @Mixin
  private KillOptions kills = new KillOptions();

  @Mixin
  private SettingOptions setting = new SettingOptions();

  @Override
  public Integer call() {
    return demo.play(BatchDemo.of(plan()), setting.setting());
  }

  private BatchPlan plan() {
    requireBetween("--parallel", 1, MOST_PARALLEL, parallel);
    requireBetween("--items", BatchPlan.LEAST_ITEMS, Passages.read().count(), items);
    Kills planned =
        kills.kills(0, BatchPlan.mostKills(items), "choose another number, or more --items");
    return new BatchPlan(items, parallel, planned);
  }

  private static void requireBetween(String option, int least, int most, int value) {
    if (value < least || value > most) {
      throw Fault.usage(
          "%s must be from %d to %d but was %d".formatted(option, least, most, value),
          "choose another number");
    }
  }
}
