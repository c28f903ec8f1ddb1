package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.text.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

final class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void exitsWithTheStatusOfTheCommand() {
    assertThat(run(() -> 0, "play")).isZero();
    assertThat(run(() -> 1, "play")).isEqualTo(1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void callsAnUnknownOptionAUsageFault() {
    int status = run(() -> 0, "play", "--lenght", "2s");

    assertThat(status).isEqualTo(2);
    assertThat(onlyLineOfErr())
        .startsWith("understudy: unknown option: '--lenght'; did you mean --length?")
        .contains("'understudy play --help'");
  }

  @Test
  void namesUnknownOptionsWithoutTheirValues() {
    run(() -> 0, "play", "--loud", "9", "--times=3");

    assertThat(onlyLineOfErr()).startsWith("understudy: unknown options: '--loud', '--times=3';");
  }

  @Test
  void saysThatADurationIsNegative() {
    assertThat(run(() -> 0, "play", "--length", "-2s")).isEqualTo(2);
    assertThat(onlyLineOfErr()).contains("--length", "'-2s' is negative");
  }

  @Test
  void saysHowADurationIsWritten() {
    int status = run(() -> 0, "play", "--length", "soon");

    assertThat(status).isEqualTo(2);
    assertThat(onlyLineOfErr()).contains("--length", "'soon' is not a duration such as 500ms");
  }

  @Test
  void namesTheCommandsWhenNoneIsGiven() {
    assertThat(run(() -> 0)).isEqualTo(2);
    assertThat(onlyLineOfErr())
        .isEqualTo(
            "understudy: missing required subcommand; try play, generate-completion, or see 'understudy --help'");
  }

  @Test
  void namesACommandThatDoesNotExist() {
    assertThat(run(() -> 0, "dance")).isEqualTo(2);
    assertThat(onlyLineOfErr()).contains("'dance'");
  }

  @Test
  void reportsAFaultWithItsRemedyAndNothingElse() {
    int status = run(() -> fail(Fault.failure("port 1 is\n  in use", "choose another")), "play");

    assertThat(status).isEqualTo(1);
    assertThat(onlyLineOfErr()).isEqualTo("understudy: port 1 is in use; choose another");
  }

  @Test
  void exitsWithTwoWhenTheFaultLiesInTheRequest() {
    assertThat(run(() -> fail(Fault.usage("too short", "make it longer")), "play"))
        .isEqualTo(2);
  }

  @Test
  void reportsABugInOneLineToo() {
    int status = run(() -> fail(new IllegalStateException("oops")), "play");

    assertThat(status).isEqualTo(1);
    assertThat(onlyLineOfErr()).startsWith("understudy: unexpected IllegalStateException: oops; ");
  }

  @Test
  void showsTheStackTraceOnlyWhenAsked() {
    run(() -> fail(new IllegalStateException("oops")), "play", "--verbose");

    assertThat(err.toString()).contains("\tat dev.understudy.cli.MainTest");
  }

  @Test
  void answersHelpAndVersionOnStandardOutput() {
    assertThat(run(() -> 0, "play", "--help")).isZero();
    assertThat(out.toString()).contains("Usage: understudy play", "--length");
    assertThat(run(() -> 0, "--version")).isZero();
    assertThat(out.toString()).contains("understudy development (Java ");
  }

  @Test
  void tellsItsStoryOnOneScreen() {
    List<Subcommand> commands = new ArrayList<>();
    ServiceLoader.load(Subcommand.class).forEach(commands::add);

    int status = Main.commandLine(commands).setOut(new PrintWriter(out)).execute("--help");

    assertThat(status).isZero();
    assertThat(out.toString().lines())
        .hasSizeLessThan(48)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100))
        .containsSubsequence("Work:", "Tasks:", "Sessions:", "This machine:")
        .contains(
            "  tasks                Shows all open tasks: agents, worker, state, why, questions.")
        .contains(
            "Exit status: 0 done, 1 not done, 2 the request is wrong, 130 stopped by Ctrl-C.");
    for (Subcommand command : commands) {
      assertThat(out.toString()).contains("  " + new CommandLine(command).getCommandName() + " ");
    }
  }

  @Test
  void listsCommandsOfOtherModulesApart() {
    run(() -> 0, "--help");

    assertThat(out.toString())
        .contains("To try it:\n  play                 Does what the test says.");
  }

  @Test
  void completesCommandsInAShell() {
    assertThat(run(() -> 0, "generate-completion")).isZero();
    assertThat(out.toString()).contains("#!/usr/bin/env bash", "--length");
  }

  private int run(Supplier<Integer> deed, String... args) {
    CommandLine line = Main.commandLine(List.of(new Play(deed)));
    return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
  }

  private String onlyLineOfErr() {
    assertThat(err.toString().lines()).hasSize(1);
    return err.toString().strip();
  }

  private static Integer fail(RuntimeException problem) {
    throw problem;
  }

  @Command(name = "play", description = "Does what the test says.")
  private static final class Play implements Subcommand {
    private final Supplier<Integer> deed;

    @SuppressWarnings("unused") // picocli reads it
    @Option(names = "--length", description = "How long.")
    private Duration length = Duration.ZERO;

    Play(Supplier<Integer> deed) {
      this.deed = deed;
    }

    @Override
    public Integer call() {
      return deed.get();
    }
  }
}
