package dev.understudy.cli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cli.CommandStage;
import dev.understudy.cli.CommandStage.Printed;
import dev.understudy.cli.task.ShowCommand;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator orders, of tasks that run. Each test has tasks of its own. */
class OrderCommandsTest {
  private static final CommandStage STAGE = new CommandStage();

  private final Map<String, String> environment = STAGE.environment();

  @BeforeAll
  static void beginToWork() {
    STAGE.worker("worker-a", 20);
  }

  @AfterAll
  static void stop() {
    STAGE.close();
  }

  private Printed show(String task) {
    return STAGE.run(new ShowCommand(environment), "show", task);
  }

  private void awaitShown(String task, String... words) {
    await()
        .atMost(CommandStage.LIVELINESS)
        .untilAsserted(() -> assertThat(show(task).out()).contains(words));
  }

  private Printed start(String... arguments) {
    return STAGE.run(new StartCommand(environment), arguments);
  }

  private Printed pause(String... arguments) {
    return STAGE.run(new PauseCommand(environment), arguments);
  }

  private static void assertDone(Printed printed, String line) {
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out()).isEqualTo(line + "\n");
    assertThat(printed.status()).isZero();
  }

  private static void assertRefused(Printed printed, String... words) {
    assertThat(printed.err()).startsWith("understudy: ").contains(words).hasLineCount(1);
    assertThat(printed.out()).isEmpty();
    assertThat(printed.status()).isEqualTo(1);
  }

  @Test
  void startsATaskWithInputAsJson() throws IOException {
    Printed printed = start(
        "start",
        "Reading",
        "--id",
        "started",
        "--input",
        "\"room:s\"",
        "--task-queue",
        "work",
        "--json");

    assertThat(printed.err()).isEmpty();
    JsonNode started = new ObjectMapper().readTree(printed.out());
    assertThat(started.path("task").asText()).isEqualTo("started");
    assertThat(started.path("run").asText()).isNotEmpty();
    awaitShown("started", "agent reader in room:s", "active");
    assertRefused(
        start(
            "start", "Reading", "--id", "started", "--input", "\"room:s\"", "--task-queue", "work"),
        "task 'started' runs already; choose another --id");
  }

  @Test
  void namesATaskThatNobodyNamed() {
    Printed printed = start("start", "Reading", "--input", "\"\"", "--task-queue", "work");

    assertThat(printed.out())
        .matches("task (reading-[0-9a-f]{8}) is started; see it by: understudy show \\1\n");
  }

  @Test
  void saysThatInputIsNoJson() {
    for (String input : new String[] {"room:42", "{\"a\":1,\"a\":2}", "1 2", ""}) {
      Printed printed = start("start", "Reading", "--input", input);

      assertThat(printed.err()).startsWith("understudy: --input is ").hasLineCount(1);
      assertThat(printed.status()).isEqualTo(2);
    }
  }

  @Test
  void pausesATaskAndLetsItGoOn() {
    STAGE.startReading("pause-1", "room:p");
    awaitShown("pause-1", "agent reader in room:p");

    assertDone(
        pause("pause", "pause-1", "--as", "olga", "--why", "lunch"), "task pause-1 is paused");
    awaitShown("pause-1", "paused     by olga: lunch");
    assertRefused(
        pause("pause", "pause-1", "--as", "olga"),
        "task 'pause-1' refuses: the task is paused already, by olga",
        "let it go on by: understudy resume pause-1");
    assertDone(
        STAGE.run(new ResumeCommand(environment), "resume", "pause-1", "--as", "olga"),
        "task pause-1 goes on");
    assertRefused(
        STAGE.run(new ResumeCommand(environment), "resume", "pause-1"), "there is nothing to do");
  }

  @Test
  void steersATask() throws IOException {
    STAGE.startReading("steer-1", "room:st");
    awaitShown("steer-1", "agent reader in room:st");

    Printed printed = STAGE.run(
        new SteerCommand(environment),
        "steer",
        "steer-1",
        "look at page 4",
        "--as",
        "olga",
        "--json");

    JsonNode given = new ObjectMapper().readTree(printed.out());
    assertThat(given.path("order").asText()).isEqualTo("steer");
    assertThat(given.path("by").asText()).isEqualTo("olga");
    assertThat(given.path("message").asInt()).isEqualTo(1);
    awaitShown("steer-1", "0 taken, 1 waiting");
  }

  @Test
  void answersTheOnlyQuestion() {
    STAGE.startAsking("answer-1", "room:a", "May I?");
    awaitShown("answer-1", "\"May I?\" of alice");

    assertRefused(
        STAGE.run(new AnswerCommand(environment), "answer", "answer-1", "--yes", "--as", "bob"),
        "task 'answer-1' refuses: bob may not answer",
        "let one of those answer");
    assertDone(
        STAGE.run(new AnswerCommand(environment), "answer", "answer-1", "--yes", "--as", "alice"),
        "task answer-1 has the answer");
    assertThat(STAGE.client.newUntypedWorkflowStub("answer-1").getResult(Boolean.class))
        .isTrue();
  }

  @Test
  void wantsAYesOrANo() {
    Printed printed = STAGE.run(new AnswerCommand(environment), "answer", "answer-2");

    assertThat(printed.status()).isEqualTo(2);
    assertThat(printed.err()).contains("--yes", "--no").hasLineCount(1);
  }

  @Test
  void cancelsATaskWhichTakesNothingMore() {
    STAGE.startReading("cancel-1", "room:c");
    awaitShown("cancel-1", "agent reader in room:c");

    assertDone(
        STAGE.run(new CancelCommand(environment), "cancel", "cancel-1", "--as", "olga"),
        "task cancel-1 is cancelled, and cleans up");
    await()
        .atMost(CommandStage.LIVELINESS)
        .untilAsserted(() -> assertRefused(
            pause("pause", "cancel-1"),
            "task 'cancel-1' is over: ",
            "'understudy tasks' shows those that are open"));
  }

  @Test
  void saysThatATaskHasNoSessionToOrder() {
    STAGE.startReading("bare", "");

    await()
        .atMost(CommandStage.LIVELINESS)
        .untilAsserted(() -> assertRefused(pause("pause", "bare"), "task 'bare' refuses: "));
  }

  @Test
  void doesNotWaitForEverForAWorker() {
    start(
        "start", "Reading", "--id", "nobodys", "--input", "\"room:n\"", "--task-queue", "nobodys");

    assertRefused(
        pause("pause", "nobodys", "--wait", "1s"),
        "task 'nobodys' has not taken the order within 1.0 s; a worker that runs it has to live");
  }

  @Test
  void saysThatAnOrderIsTooLong() {
    Printed printed = pause("pause", "any", "--why", "x".repeat(5000));

    assertThat(printed.status()).isEqualTo(2);
    assertThat(printed.err())
        .startsWith("understudy: \"why\" must fit in 4096 bytes but was 5000")
        .hasLineCount(1);
  }
}
