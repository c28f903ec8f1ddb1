package dev.understudy.cli.session;

import dev.understudy.Internal;
import dev.understudy.cli.SessionArgument;
import dev.understudy.cli.Subcommand;
import dev.understudy.cli.config.AblyEnvironment;
import dev.understudy.cli.config.QuietStart;
import dev.understudy.cli.text.Fault;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.ably.AblyRefusedException;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.roster.RosterSnapshot;
import dev.understudy.roster.SessionRoster;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that sees who is in a session. */
@Internal
public abstract class SessionCommand implements Subcommand {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Parameters(paramLabel = "SESSION", description = "The session, an Ably channel's name.")
  private String session = "";

  @Option(
      names = "--json",
      description = "Print JSON instead, each object on one line, for programs.")
  private boolean json;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final Map<String, String> environment;

  SessionCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Does it, with a roster that knows who is there. */
  abstract void look(SessionRoster roster, RosterSnapshot now);

  @Override
  public Integer call() {
    SessionName name = SessionArgument.require(session);
    AblySettings settings = AblyEnvironment.read(environment);
    QuietStart quiet = QuietStart.begin();
    try (AblyLink link = AblyLink.connect(settings);
        SessionRoster roster = SessionRoster.of(link.realtime(), name.value())) {
      RosterSnapshot now = roster.awaitKnown(PATIENCE);
      quiet.succeeded();
      look(roster, now);
      return 0;
    } catch (AblyRefusedException refused) {
      throw Fault.failure(
          String.valueOf(refused.getMessage()),
          "use an ABLY_KEY with the capability \"subscribe\" there",
          refused);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Fault.failure("interrupted while waiting for Ably", "run it again", stopped);
    }
  }

  final String session() {
    return session;
  }

  final boolean isForPrograms() {
    return json;
  }

  /** Prints a line at once. */
  final void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
