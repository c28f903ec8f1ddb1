package dev.understudy.samples.demo;

import dev.understudy.cli.text.Fault;
import dev.understudy.samples.stage.Cast;
import dev.understudy.samples.stage.Narrator;
import dev.understudy.samples.stage.Setting;
import dev.understudy.samples.stage.Stage;
import dev.understudy.samples.stage.TemporalAccess;
import dev.understudy.samples.stage.Terminal;
import java.util.UUID;
import picocli.CommandLine.Option;

/** Plays a demo, and tells people and programs how it went; a picocli mixin of each demo's command. */
public final class DemoOptions {
  @Option(
      names = "--json",
      description = "Print one JSON object on standard output, everything else on standard error.")
  private boolean json;

  /**
   * Plays it from the first process to the last.
   *
   * @return the exit status: 0 only if all held that the demo is to show
   * @throws Fault if it could not be brought to an end
   */
  public int play(Demo demo, Setting setting) {
    Terminal terminal = new Terminal(json ? System.err : System.out, System.currentTimeMillis());
    Findings findings = findings(demo, setting, terminal);
    if (json) {
      System.out.println(findings.toJson());
    }
    findings.lines().forEach(terminal::print);
    return findings.objections().isEmpty() ? 0 : 1;
  }

  private static Findings findings(Demo demo, Setting setting, Terminal terminal) {
    // First, because so far there is nothing to end and no log to look into.
    setting.temporal().ifPresent(TemporalAccess::requireServer);
    Cast cast = Cast.assemble();
    Findings findings;
    try (cast) {
      findings = performOn(cast, demo, setting, terminal);
    } catch (Fault fault) {
      throw fault.also("all logs are in " + cast.directory());
    }
    cast.sweep();
    return findings;
  }

  private static Findings performOn(Cast cast, Demo demo, Setting setting, Terminal terminal) {
    Narrator narrator = demo.narrator().apply(cast.directory());
    String task = demo.task() + "-" + UUID.randomUUID();
    Stage stage = Stage.set(cast, setting, terminal, narrator, "demo:" + demo.name(), task);
    narrator.heading().ifPresent(heading -> terminal.print("  seconds  " + heading));
    return demo.story().apply(stage);
  }
}
