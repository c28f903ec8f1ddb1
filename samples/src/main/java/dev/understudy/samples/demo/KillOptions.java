package dev.understudy.samples.demo;

import dev.understudy.cli.text.Fault;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many workers a demo kills at random moments, as options of its command; a picocli mixin. */
public final class KillOptions {
  /** Short enough to be typed again. */
  private static final int SEEDS = 1_000_000;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many workers to kill, one after the other, at random moments."
          + " Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Repeats the moments of a demo that printed it. Default: a random one.")
  private @Nullable Long seed;

  /**
   * What the options say.
   *
   * @param remedy what to do about a number out of bounds
   * @throws Fault of usage if there are fewer than {@code least} or more than {@code most}
   */
  public Kills kills(int least, int most, String remedy) {
    if (kills < least || kills > most) {
      throw Fault.usage(
          "--kills must be from %d to %d but was %d".formatted(least, most, kills), remedy);
    }
    return new Kills(
        kills, Optional.ofNullable(seed).orElseGet(() -> (long) new Random().nextInt(SEEDS)));
  }
}
