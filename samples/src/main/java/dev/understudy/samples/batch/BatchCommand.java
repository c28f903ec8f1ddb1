package dev.understudy.samples.batch;

import dev.understudy.cli.Fault;
import dev.understudy.cli.Subcommand;
import dev.understudy.samples.stage.SettingOptions;
import dev.understudy.samples.stage.Terminal;
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
  private static final int MOST_KILLS = 100;

  @Option(
      names = "--json",
      description = "Print one JSON object on standard output, everything else on standard error.")
  private boolean json;

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
    Terminal terminal = new Terminal(json ? System.err : System.out, System.currentTimeMillis());
    return BatchDemo.run(plan(), terminal).tell(terminal, json);
  }

  private BatchPlan plan() {
    requireBetween("--parallel", 1, MOST_PARALLEL, parallel);
    requireBetween("--kills", 0, MOST_KILLS, kills);
    requireBetween("--items", BatchPlan.LEAST_ITEMS, Passages.read().count(), items);
    return new BatchPlan(items, parallel, kills, setting.setting());
  }

  private static void requireBetween(String option, int least, int most, int value) {
    if (value < least || value > most) {
      throw Fault.usage(
          "%s must be from %d to %d but was %d".formatted(option, least, most, value),
          "choose another number");
    }
  }
}
