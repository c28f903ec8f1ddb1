package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cli.check.DoctorCommand;
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
import dev.understudy.cli.workers.PlanCommand;
import dev.understudy.cli.workers.WorkersCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The page on commands has an example of each; that of {@code --json} is its schema: what a command prints has those
 * keys, with values of those kinds, and no others.
 */
class CommandsPageTest {
  private static final CommandStage STAGE = new CommandStage();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern EXAMPLE =
      Pattern.compile("```json ([a-z]+)\n(.*?)```", Pattern.DOTALL);

  /** What people and tasks make up themselves. */
  private static final Set<String> FREE = Set.of("detail", "data", "capability");

  private static final Map<String, String> PRINTED = new LinkedHashMap<>();

  @BeforeAll
  static void runCommands() {
    STAGE.worker("worker-a", 10);
    Map<String, String> there = STAGE.environment();
    print(
        "start",
        new StartCommand(there),
        "Asking",
        "--id",
        "letter-7",
        "--input",
        "\"room:42\"",
        "--input",
        "\"May I send it?\"",
        "--task-queue",
        "work");
    await().atMost(CommandStage.LIVELINESS).untilAsserted(() -> {
      print("tasks", new TasksCommand(there));
      assertThat(PRINTED.get("tasks")).contains("May I send it?", "worker-a");
    });
    print("pause", new PauseCommand(there), "letter-7", "--as", "olga", "--why", "lunch");
    print("show", new ShowCommand(there), "letter-7");
    print("resume", new ResumeCommand(there), "letter-7", "--as", "olga");
    print("steer", new SteerCommand(there), "letter-7", "mind the date", "--as", "olga");
    awaitAsking(); // Or the watch would tell of that, too.
    print("watch", new WatchCommand(there), "room:42", "--for", "1s");
    print("answer", new AnswerCommand(there), "letter-7", "--yes", "--as", "alice");
    print("workers", new WorkersCommand(there), "--task-queue", "work");
    print("plan", new PlanCommand(), "--agents", "100");
    print("token", new TokenCommand(there), "--user", "alice", "--session", "room:42");
    print("doctor", new DoctorCommand(there), "--session", "room:42");
    print("config", new ConfigCommand(there));
    STAGE.startReading("draft-3", "room:7");
    await().atMost(CommandStage.LIVELINESS).untilAsserted(() -> {
      print("cancel", new CancelCommand(there), "draft-3", "--as", "olga");
      assertThat(PRINTED.get("cancel")).contains("draft-3");
    });
  }

  private static void awaitAsking() {
    await().atMost(CommandStage.LIVELINESS).untilAsserted(() -> {
      print("who", new WhoCommand(STAGE.environment()), "room:42");
      assertThat(PRINTED.get("who")).contains("\"state\":\"asking\"");
    });
  }

  @AfterAll
  static void stop() {
    STAGE.close();
  }

  private static void print(String name, Subcommand command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(0, name);
    all.add("--json");
    PRINTED.put(name, STAGE.run(command, all.toArray(String[]::new)).out());
  }

  private static String page() {
    try {
      return Files.readString(Path.of("../docs/commands.md"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static JsonNode example(String command) throws JsonProcessingException {
    Matcher examples = EXAMPLE.matcher(page());
    while (examples.find()) {
      if (examples.group(1).equals(command)) {
        return JSON.readTree(examples.group(2));
      }
    }
    throw new AssertionError("docs/commands.md has no JSON of " + command);
  }

  /** Each value's place and kind. */
  private static Set<String> shape(String place, JsonNode value) {
    Set<String> shape = new TreeSet<>();
    if (FREE.contains(place.substring(place.lastIndexOf('.') + 1))) {
      shape.add(place);
    } else if (value.isObject()) {
      value
          .properties()
          .forEach(field -> shape.addAll(shape(place + "." + field.getKey(), field.getValue())));
    } else if (value.isArray()) {
      value.forEach(one -> shape.addAll(shape(place + "[]", one)));
    } else {
      shape.add(place + " " + value.getNodeType());
    }
    return shape;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start", "tasks", "show", "pause", "resume", "cancel", "steer", "answer", "who", "watch",
        "workers", "plan", "token", "doctor", "config"
      })
  void printsForProgramsWhatThePageSays(String command) throws JsonProcessingException {
    String printed = PRINTED.getOrDefault(command, "");

    assertThat(printed).hasLineCount(1);
    JsonNode actual = JSON.readTree(printed);
    JsonNode example = example(command);
    assertThat(shape("", example)).containsAll(shape("", actual));
    assertThat(shape("", actual))
        .containsAll(
            shape("", example).stream().filter(place -> !place.contains("[]")).toList());
  }

  @Test
  void hasASectionForEachCommand() {
    String page = page();

    for (Subcommand command : ServiceLoader.load(Subcommand.class)) {
      assertThat(page).contains("`understudy " + new CommandLine(command).getCommandName());
    }
  }
}
