package dev.understudy.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.understudy.cli.CommandStage;
import dev.understudy.cli.order.PauseCommand;
import dev.understudy.cli.order.StartCommand;
import dev.understudy.cli.task.ShowCommand;
import dev.understudy.cli.task.TasksCommand;
import dev.understudy.cli.text.Fault;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowStub;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A codec that the environment names, of a worker and of whoever operates its tasks. */
final class CodecEnvironmentTest {
  @Test
  void hidesFromTemporalWhatCommandsSayAndShow() {
    CommandStage stage = new CommandStage();
    Map<String, String> environment =
        stage.environment(CodecEnvironment.CODEC, HiddenCodec.class.getName());
    // The stage is closed first: its worker needs the client to the end.
    try (TemporalEnvironment temporal = TemporalEnvironment.connect("operator", environment);
        stage) {
      stage.worker("worker-a", 20, temporal.client());
      String[] start = {
        "start",
        "Asking",
        "--id",
        "asking",
        "--task-queue",
        CommandStage.QUEUE,
        "--input",
        "\"room:c\"",
        "--input",
        "\"PLANTED?\""
      };
      assertThat(stage.run(new StartCommand(environment), start).err()).isEmpty();
      await()
          .atMost(CommandStage.LIVELINESS)
          .untilAsserted(() -> assertThat(
                  stage.run(new ShowCommand(environment), "show", "asking").out())
              .contains("PLANTED?"));
      String[] pause = {"pause", "asking", "--as", "olga", "--why", "PLANTED lunch"};
      assertThat(stage.run(new PauseCommand(environment), pause).err()).isEmpty();
      await()
          .atMost(CommandStage.LIVELINESS)
          .untilAsserted(
              () -> assertThat(stage.run(new TasksCommand(environment), "tasks").out())
                  .contains("by olga: PLANTED lunch"));

      WorkflowStub asking = stage.client.newUntypedWorkflowStub("asking");
      assertThat(stage.client.fetchHistory("asking").getHistory().toString())
          .contains("binary/hidden")
          .doesNotContain("PLANTED")
          .doesNotContain("olga");
      assertThat(asking.describe().getRawDescription().toString()).doesNotContain("PLANTED");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com.example.Nowhere|there is no such class; put its jar on the class path, or correct UNDERSTUDY_CODEC",
        "java.lang.String|it is no public PayloadCodec with a public constructor without parameters; name one",
        "dev.understudy.cli.config.CodecEnvironmentTest$Keyless|there is no key; correct that"
      })
  void isRefusedWithWhatIsWrong(String codec, String why) {
    Fault fault = catchThrowableOfType(
        Fault.class, () -> TemporalProfile.read(Map.of(CodecEnvironment.CODEC, codec)));

    assertThat(fault.line())
        .isEqualTo(
            "understudy: UNDERSTUDY_CODEC names " + codec + ", which cannot be used: " + why);
    assertThat(fault.exitStatus()).isEqualTo(2);
  }

  /** One that lacks what it needs. */
  public static final class Keyless implements PayloadCodec {
    public Keyless() {
      throw new IllegalStateException("there is no key");
    }

    @Override
    public List<Payload> encode(List<Payload> payloads) {
      return payloads;
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
      return payloads;
    }
  }
}
