package dev.understudy.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code understudy} program: finds its subcommands, runs one, and exits with its status. */
@Command(
    name = "understudy",
    description = "Durable agents that stay visibly present across crashes and deploys.",
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    sortOptions = false)
public final class Main {

  /** Held, because the JDK forgets the level of a logger that nobody holds. */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  @SuppressWarnings("unused") // picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help and exit.")
  private boolean help;

  @SuppressWarnings("unused") // picocli reads it
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  private boolean version;

  @SuppressWarnings("unused") // a fault may come before the fields are set: FaultReport looks it up
  @Option(
      names = FaultReport.VERBOSE,
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure; so does the variable UNDERSTUDY_DEBUG.")
  private boolean verbose;

  private Main() {}

  /** Runs the command that {@code args} name and ends the process with its status. */
  public static void main(String[] args) {
    // What it warns of reaches its caller as well, who says it in one line.
    GRPC.setLevel(Level.SEVERE);
    List<Subcommand> subcommands = new ArrayList<>();
    ServiceLoader.load(Subcommand.class).forEach(subcommands::add);
    // Client libraries leave threads behind that would hold the process for a minute.
    System.exit(commandLine(subcommands).execute(args));
  }

  static CommandLine commandLine(List<? extends Subcommand> subcommands) {
    CommandLine line = new CommandLine(new Main());
    subcommands.forEach(line::addSubcommand);
    line.addSubcommand(new CompletionCommand());
    line.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> Story.of(help.commandSpec()));
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "\n");
    FaultReport report = new FaultReport();
    return line.registerConverter(Duration.class, new DurationConverter())
        .setParameterExceptionHandler(report::onParameters)
        .setExecutionExceptionHandler(report::onExecution);
  }
}
