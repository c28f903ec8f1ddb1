package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.CommandStage.Printed;
import dev.understudy.cli.order.AnswerCommand;
import dev.understudy.cli.order.CancelCommand;
import dev.understudy.cli.order.PauseCommand;
import dev.understudy.cli.order.ResumeCommand;
import dev.understudy.cli.order.StartCommand;
import dev.understudy.cli.order.SteerCommand;
import dev.understudy.cli.session.WatchCommand;
import dev.understudy.cli.session.WhoCommand;
import dev.understudy.cli.task.ShowCommand;
import dev.understudy.cli.task.TasksCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What commands make of what cannot be: one line, with what to do, and the right exit status. */
class BadInputTest {
  private static final CommandStage STAGE = new CommandStage();
  private static final String OVER = "over-1";

  /** Nobody listens on port 1 of the loopback address. */
  private static final String NOBODY = "127.0.0.1:1";

  private static final List<String> OF_TEMPORAL = List.of(
      "tasks",
      "show any",
      "start Any",
      "pause any",
      "resume any",
      "cancel any",
      "steer any text",
      "answer any --yes");
  private static final List<String> OF_A_TASK = List.of(
      "show %s",
      "pause %s", "resume %s", "cancel %s", "steer %s text", "answer %s --question 1 --yes");
  private static final List<String> OF_ABLY =
      List.of("who room:42", "watch room:42", "token --user alice --session room:42");

  @BeforeAll
  static void haveATaskThatIsOver() {
    STAGE.startReading(OVER, "room:42");
    STAGE.terminate(OVER);
  }

  @AfterAll
  static void stop() {
    STAGE.close();
  }

  private static Map<String, String> with(String variable, String value) {
    return STAGE.environment(variable, value);
  }

  private static Map<String, String> without(String variable) {
    Map<String, String> less = new HashMap<>(STAGE.environment());
    less.remove(variable);
    return less;
  }

  private static Stream<Arguments> all(
      List<String> commands, Map<String, String> environment, int status, String... words) {
    return commands.stream()
        .map(command -> Arguments.of(command, environment, status, List.of(words)));
  }

  private static List<String> ofTask(String task) {
    return OF_A_TASK.stream().map(command -> command.formatted(task)).toList();
  }

  static Stream<Arguments> unknownIds() {
    return all(
        ofTask("nobodys"),
        STAGE.environment(),
        1,
        "there is no task 'nobodys' in the namespace ",
        "; check its workflow id, and TEMPORAL_NAMESPACE");
  }

  static Stream<Arguments> tasksThatAreOver() {
    return all(
        ofTask(OVER).stream().filter(command -> !command.startsWith("show")).toList(),
        STAGE.environment(),
        1,
        "task 'over-1' is over: terminated at ",
        "; 'understudy tasks' shows those that are open");
  }

  static Stream<Arguments> idsThatAreNone() {
    return all(
        List.of("show ", "pause ", "cancel "),
        STAGE.environment(),
        2,
        "TASK must be a workflow id");
  }

  static Stream<Arguments> whatNobodyCanRead() {
    return Stream.of(
            all(
                List.of("start Letter --id a\u001b[2J", "start Letter --id a\tb"),
                STAGE.environment(),
                2,
                "--id must not hold control characters, but was 'a?"),
            all(
                List.of("token --session room:42 --user a\u001b[2J"),
                STAGE.environment(),
                2,
                "a?[2J"),
            all(
                List.of("show one two three"),
                STAGE.environment(),
                2,
                "too many arguments: 'two', 'three'; see 'understudy show --help'"))
        .flatMap(same -> same);
  }

  static Stream<Arguments> serversThatAreDown() {
    return Stream.concat(
        all(
            OF_TEMPORAL,
            with("TEMPORAL_ADDRESS", NOBODY),
            1,
            "cannot reach Temporal at " + NOBODY,
            "; check TEMPORAL_ADDRESS, and that the server runs"),
        all(
            OF_ABLY,
            with("ABLY_PORT", "1"),
            1,
            "Ably cannot be reached: ",
            "; check the network, ABLY_HOST, ABLY_PORT and ABLY_TLS, and that the server runs"));
  }

  static Stream<Arguments> keysThatAreRefused() {
    return Stream.of(
            all(
                OF_ABLY,
                with("ABLY_KEY", "app1.all:wrong"),
                1,
                " was refused: ",
                "; check ABLY_KEY"),
            all(
                List.of("who room:42", "watch room:42"),
                with("ABLY_KEY", "app1.none:secret-of-none"),
                1,
                "room:42",
                "; use an ABLY_KEY with the capability \"subscribe\" there"),
            all(
                List.of("token --user alice --session room:42"),
                with("ABLY_KEY", "app1.none:secret-of-none"),
                1,
                "a token for alice was refused",
                "; use an ABLY_KEY that may do this there"),
            all(OF_ABLY, without("ABLY_KEY"), 2, "there is no API key for Ably; set ABLY_KEY="),
            all(OF_ABLY, with("ABLY_KEY", "hush"), 2, "has the form appId.keyId:secret"))
        .flatMap(same -> same);
  }

  static Stream<Arguments> sessionsThatAreNone() {
    return Stream.of("[meta]log", ":room", "room\u0007", "x".repeat(513))
        .flatMap(session -> all(
            List.of("who %s", "watch %s", "token --user alice --session %s").stream()
                .map(command -> command.formatted(session))
                .toList(),
            STAGE.environment(),
            2,
            "a session's name ",
            "; name a session such as room:42"));
  }

  static Stream<Arguments> profilesThatAreNotThere() {
    return Stream.concat(
        all(OF_TEMPORAL, with("TEMPORAL_PROFILE", "stage"), 2, "stage", "; "),
        all(
            OF_TEMPORAL,
            with("TEMPORAL_CONFIG_FILE", "/nowhere/temporal.toml"),
            2,
            "TEMPORAL_CONFIG_FILE names /nowhere/temporal.toml, which is no file; correct it"));
  }

  private static Subcommand command(String name, Map<String, String> environment) {
    return switch (name) {
      case "tasks" -> new TasksCommand(environment);
      case "show" -> new ShowCommand(environment);
      case "start" -> new StartCommand(environment);
      case "pause" -> new PauseCommand(environment);
      case "resume" -> new ResumeCommand(environment);
      case "cancel" -> new CancelCommand(environment);
      case "steer" -> new SteerCommand(environment);
      case "answer" -> new AnswerCommand(environment);
      case "who" -> new WhoCommand(environment);
      case "watch" -> new WatchCommand(environment);
      case "token" -> new TokenCommand(environment);
      default -> throw new AssertionError(name);
    };
  }

  @ParameterizedTest(name = "{0}: exit {2}, {3}")
  @MethodSource({
    "unknownIds",
    "tasksThatAreOver",
    "idsThatAreNone",
    "whatNobodyCanRead",
    "serversThatAreDown",
    "keysThatAreRefused",
    "sessionsThatAreNone",
    "profilesThatAreNotThere"
  })
  void isToldInOneLine(
      String command, Map<String, String> environment, int status, List<String> words) {
    String[] arguments = command.split(" ", -1);

    Printed printed = STAGE.run(command(arguments[0], environment), arguments);

    assertThat(printed.err())
        .startsWith("understudy: ")
        .endsWith("\n")
        .hasLineCount(1)
        .contains(words);
    assertThat(printed.err()).doesNotContain("hush", "wrong;", "secret-of", "\u0007", "\u001b");
    assertThat(printed.out()).isEmpty();
    assertThat(printed.status()).isEqualTo(status);
  }
}
