package dev.understudy.cli.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cli.CommandStage;
import dev.understudy.cli.CommandStage.Printed;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code understudy tasks}, against tasks that run. */
class TasksCommandTest {
  private final CommandStage stage = new CommandStage();

  @AfterEach
  void stop() {
    stage.close();
  }

  private Printed tasks(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "tasks";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return stage.run(new TasksCommand(stage.environment()), arguments);
  }

  private JsonNode asJson() throws IOException {
    return new ObjectMapper().readTree(tasks("--json").out());
  }

  private static List<String> texts(JsonNode tasks, String key) {
    return StreamSupport.stream(tasks.path("tasks").spliterator(), false)
        .map(task -> task.path(key).asText())
        .toList();
  }

  @Test
  void showsEachTaskOnceWithWhatItsAgentsDo() {
    stage.startReading("read-1", "room:42/a%b");
    stage.startAsking("ask-1", "room:7", "May I\u001b[31m send it?");
    stage.worker("worker-a", 10);

    await().atMost(CommandStage.LIVELINESS).untilAsserted(() -> {
      Printed printed = tasks();
      assertThat(printed.status()).isZero();
      assertThat(printed.out().lines())
          .satisfiesExactlyInAnyOrder(
              line -> assertThat(line.split(" +"))
                  .containsExactly("TASK", "AGENTS", "WORKER", "STATE", "WHY", "QUESTIONS"),
              line -> assertThat(line).matches("read-1 +reader in room:42/a%b +worker-a +active"),
              line -> assertThat(line)
                  .matches(
                      "ask-1 +asker in room:7 +worker-a +asking +asks alice +\\d+ \"May I\\?\\[31m send it\\?\""));
    });
  }

  @Test
  void tellsProgramsTheSame() {
    stage.startAsking("ask-1", "room:7", "May I send it?");
    stage.worker("worker-a", 10);

    await().atMost(CommandStage.LIVELINESS).untilAsserted(() -> {
      JsonNode task = asJson().path("tasks").path(0);
      assertThat(task.path("task").asText()).isEqualTo("ask-1");
      assertThat(task.path("type").asText()).isEqualTo("Asking");
      assertThat(task.path("taskQueue").asText()).isEqualTo(CommandStage.QUEUE);
      assertThat(task.path("state").asText()).isEqualTo("asking");
      assertThat(task.at("/agents/0/worker").asText()).isEqualTo("worker-a");
      assertThat(task.at("/questions/0/text").asText()).isEqualTo("May I send it?");
    });
  }

  @Test
  void showsTasksThatNobodyWorksFor() {
    stage.startReading("waiting-1", "room:42");

    await().atMost(CommandStage.LIVELINESS).untilAsserted(() -> {
      assertThat(texts(asJson(), "task")).containsExactly("waiting-1");
      assertThat(texts(asJson(), "state")).containsExactly("no session");
    });
  }

  @Test
  void saysOfATaskWhoseTypeNoWorkerKnowsThatItGetsNowhere() {
    assumeThat(System.getProperty("understudy.temporal"))
        .as("Temporal's test server does not tell how often a workflow task was tried")
        .isNotNull();
    stage.start("lost-1", "NobodysType");
    stage.worker("worker-a", 10);

    await()
        .atMost(CommandStage.LIVELINESS)
        .untilAsserted(() -> assertThat(texts(asJson(), "why"))
            .singleElement()
            .asString()
            .matches("its workflow task fails \\(attempt \\d+\\): see its worker's log"));
  }

  @Test
  void narrowsTheTableAndSaysWhatIsLeftOut() {
    stage.startReading("a", "");
    stage.startReading("b", "");
    await()
        .atMost(CommandStage.LIVELINESS)
        .untilAsserted(() -> assertThat(texts(asJson(), "task")).containsExactly("a", "b"));

    assertThat(tasks("--limit", "1").out())
        .startsWith("TASK")
        .endsWith("and 1 more: narrow it by --type or --task-queue, or raise --limit\n");
    assertThat(tasks("--type", "Other").out()).isEqualTo("no task is open\n");
    assertThat(tasks("--task-queue", "other").out()).isEqualTo("no task is open\n");
    assertThat(tasks("--limit", "0").status()).isEqualTo(2);
  }
}
