package dev.understudy.samples.chaos;

import dev.understudy.cli.Subcommand;
import dev.understudy.cli.text.Fault;
import dev.understudy.samples.chaos.TemporalServer.Development;
import dev.understudy.samples.chaos.TemporalServer.Given;
import dev.understudy.samples.chaos.TemporalServer.TestServer;
import dev.understudy.samples.demo.SettingOptions;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Setting;
import dev.understudy.samples.stage.TemporalAccess;
import dev.understudy.samples.stage.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code understudy chaos}: does everything to workers and servers that can happen to them. */
@Command(
    name = "chaos",
    description = {
      "Kills, freezes, restarts and cuts off workers, and restarts servers, at moments that a seed"
          + " decides, while agents are at work; and judges from outside whether all promises are kept.",
      "Starts everything it needs as processes of their own and ends them all. Stops at the first"
          + " promise that is broken, with 1, and says how to do the same again."
    },
    sortOptions = false)
public final class ChaosCommand implements Subcommand {
  private static final double MOST_MINUTES = 24 * 60;
  private static final int MOST_AGENTS = 500;
  private static final int SEEDS = 1_000_000;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "5",
      description = "How long it lasts, beside beginning and end. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many agents there are, five in a room. Default: ${DEFAULT-VALUE}.")
  private int agents;

  @Option(
      names = "--max-agents",
      paramLabel = "N",
      description =
          "How many agents a worker takes at the most. Fewer than leave room for all once a worker is gone break the"
              + " promise. Default: as a worker's own.")
  private @Nullable Integer maxAgents;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Repeats what a run did that printed it. Default: a random one.")
  private @Nullable Long seed;

  @Option(
      names = "--json",
      description = "Print one JSON object on standard output, everything else on standard error.")
  private boolean json;

  @Option(
      names = "--temporal-binary",
      paramLabel = "PATH",
      description = {
        "Temporal's own binary: a development server is started with it, and restarted as well."
            + " Default: Temporal's test server."
      })
  private @Nullable Path temporalBinary;

  @Mixin
  private SettingOptions setting = new SettingOptions();

  @Override
  public Integer call() {
    Plan plan = plan();
    Terminal terminal = new Terminal(json ? System.err : System.out, System.currentTimeMillis());
    plan.ground().temporal().given().ifPresent(TemporalAccess::requireServer);
    terminal.print("seed " + plan.seed());
    ChaosFindings findings = findings(plan, terminal);
    if (json) {
      System.out.println(findings.toJson());
    }
    findings.lines().forEach(terminal::print);
    return findings.objections().isEmpty() ? 0 : 1;
  }

  private Plan plan() {
    if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
      throw Fault.usage(
          "--minutes must be more than 0 and at most %.0f but was %s"
              .formatted(MOST_MINUTES, minutes),
          "choose another number");
    }
    if (agents < 1 || agents > MOST_AGENTS) {
      throw Fault.usage(
          "--agents must be from 1 to %d but was %d".formatted(MOST_AGENTS, agents),
          "choose another number");
    }
    long chance = Optional.ofNullable(seed).orElseGet(() -> (long) new Random().nextInt(SEEDS));
    return new Plan(Duration.ofMillis((long) (minutes * 60_000)), agents, chance, ground());
  }

  private Ground ground() {
    Setting chosen = setting.setting();
    if (temporalBinary == null) {
      TemporalServer temporal =
          chosen.temporal().<TemporalServer>map(Given::new).orElseGet(TestServer::new);
      return new Ground(chosen.policy(), temporal, maxAgents());
    }
    if (chosen.temporal().isPresent()) {
      throw Fault.usage(
          "--temporal and --temporal-binary are two servers", "leave one of them out");
    }
    if (!Files.isExecutable(temporalBinary)) {
      throw Fault.usage(
          "--temporal-binary %s is no program".formatted(temporalBinary),
          "use what scripts/temporal-dev --install-only prints");
    }
    return new Ground(chosen.policy(), new Development(temporalBinary), maxAgents());
  }

  private OptionalInt maxAgents() {
    if (maxAgents == null) {
      return OptionalInt.empty();
    }
    if (maxAgents < 1) {
      throw Fault.usage(
          "--max-agents must be at least 1 but was %d".formatted(maxAgents),
          "choose another number");
    }
    return OptionalInt.of(maxAgents);
  }

  /** The logs of a run that broke a promise stay. */
  private static ChaosFindings findings(Plan plan, Terminal terminal) {
    Cast cast = Cast.assemble();
    ChaosFindings findings;
    try (cast) {
      findings = Chaos.live(plan, cast, terminal);
    } catch (Fault fault) {
      throw fault.also(
          "all logs are in " + cast.directory() + "; to do the same again: " + plan.command());
    }
    if (findings.objections().isEmpty()) {
      cast.sweep();
    } else {
      terminal.print("all logs are in " + cast.directory());
    }
    return findings;
  }
}
