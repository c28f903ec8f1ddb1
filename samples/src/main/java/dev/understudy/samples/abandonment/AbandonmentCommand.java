package dev.understudy.samples.abandonment;

import static java.util.Objects.requireNonNull;

import dev.understudy.cli.Subcommand;
import dev.understudy.cli.text.Fault;
import dev.understudy.samples.demo.DemoOptions;
import dev.understudy.samples.demo.SettingOptions;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy demo abandonment}: work that follows its people, shown with real processes. */
@Command(
    name = "abandonment",
    description = {
      "Shows an agent whose work follows two users on three devices: it pauses when the last has"
          + " left, resumes on a return, is steered and asked, and is given up in the end; and its"
          + " worker is killed, once while it is paused and once while it works.",
      "Starts everything it needs as processes of their own and ends them all. Exits with 0 only if"
          + " all of that held."
    },
    sortOptions = false)
public final class AbandonmentCommand implements Subcommand {
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(15);

  @Spec
  private CommandSpec command = CommandSpec.create();

  @Mixin
  private DemoOptions demo = new DemoOptions();

  @Option(
      names = "--grace",
      paramLabel = "DURATION",
      defaultValue = "2s",
      description = "How long everybody may be away before the work pauses, from 0s to 15s."
          + " Default: ${DEFAULT-VALUE}.")
  private Duration grace = Duration.ZERO;

  @Mixin
  private SettingOptions setting = new SettingOptions();

  @Override
  public Integer call() {
    if (grace.compareTo(LONGEST_GRACE) > 0) {
      throw Fault.usage(
          "--grace must be from 0s to %ds but was %s"
              .formatted(LONGEST_GRACE.toSeconds(), asTyped("--grace")),
          "choose a shorter one");
    }
    return demo.play(AbandonmentDemo.of(grace), setting.setting());
  }

  private String asTyped(String option) {
    return requireNonNull(command.optionsMap().get(option), option)
        .stringValues()
        .get(0);
  }
}
