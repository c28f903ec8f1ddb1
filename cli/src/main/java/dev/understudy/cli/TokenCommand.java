package dev.understudy.cli;

import dev.understudy.Internal;
import dev.understudy.cli.config.AblyEnvironment;
import dev.understudy.cli.config.AblyFaults;
import dev.understudy.cli.config.QuietStart;
import dev.understudy.cli.text.Fault;
import dev.understudy.cli.text.JsonLine;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.ably.AblyRefusedException;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.UserTokens;
import dev.understudy.presence.ably.UserTokens.Pass;
import io.ably.lib.types.AblyException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy token}: what one person needs to be in a session, and no more. */
@Internal
@Command(
    name = "token",
    header = "Lets one user into sessions, and no more.",
    description = {
      "Prints a token of Ably with which one user may be in sessions: see who is there and what is said, and be seen.",
      "Ably is where ABLY_KEY, ABLY_HOST, ABLY_PORT and ABLY_TLS say. The token is printed alone, on standard output."
    },
    sortOptions = false)
public final class TokenCommand implements Subcommand {
  @Option(
      names = "--user",
      paramLabel = "NAME",
      required = true,
      description = "Who: the clientId.")
  private String user = "";

  @Option(
      names = "--session",
      paramLabel = "SESSION",
      required = true,
      description = "Where; once for each session.")
  private List<String> sessions = List.of();

  @Option(
      names = "--may",
      paramLabel = "OPERATION",
      description = "What else: ${COMPLETION-CANDIDATES}. Once for each.")
  private Set<UserTokens.Operation> more = Set.of();

  @Option(
      names = "--life",
      paramLabel = "DURATION",
      description = "For how long, at most 24h. Default: 1h.")
  private Duration life = Duration.ofHours(1);

  @Option(
      names = "--json",
      description = "Print one line of JSON instead, with what it permits and until when.")
  private boolean json;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  private final Map<String, String> environment;

  /** At that Ably which this process' environment names. */
  public TokenCommand() {
    this(System.getenv());
  }

  TokenCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    requireUser();
    requireLife();
    AblySettings settings = AblyEnvironment.read(environment);
    List<SessionName> where = sessions.stream().map(SessionArgument::requireOne).toList();
    QuietStart quiet = QuietStart.begin();
    try {
      print(give(new UserTokens(settings), where));
      return 0;
    } finally {
      quiet.succeeded();
    }
  }

  private void requireUser() {
    try {
      UserTokens.requireUser("--user", user);
    } catch (IllegalArgumentException mistake) {
      throw Fault.usage(
          String.valueOf(mistake.getMessage()),
          "name who is to get the token, so that all can read it");
    }
  }

  private void requireLife() {
    try {
      UserTokens.requireLife("--life", life);
    } catch (IllegalArgumentException beyond) {
      throw Fault.usage("--life must be from 1ms to 24h", "choose a value within the bounds");
    }
  }

  private Pass give(UserTokens tokens, List<SessionName> where) {
    try {
      return tokens.give(user, where, more, life);
    } catch (AblyRefusedException lacking) {
      throw Fault.failure(
          String.valueOf(lacking.getMessage()), "use an ABLY_KEY that has that there");
    } catch (AblyException refused) {
      throw AblyFaults.of("a token for %s".formatted(user), refused);
    }
  }

  private void print(Pass pass) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("token", pass.token());
      line.put("user", user);
      line.put("expires", pass.expires().toString());
      line.put("capability", pass.capability());
      out.println(JsonLine.of(line));
    } else {
      out.println(pass.token());
    }
    out.flush();
  }
}
