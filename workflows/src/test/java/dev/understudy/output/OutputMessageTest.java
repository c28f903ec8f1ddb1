package dev.understudy.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.OutputEvent.Part;
import dev.understudy.output.OutputEvent.Said;
import dev.understudy.output.OutputEvent.StepEnd;
import dev.understudy.output.OutputEvent.TaskEnd;
import dev.understudy.output.Rounds.Round;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Publication;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputMessageTest {
  private static final StepAttempt ATTEMPT = new StepAttempt(1_790_000_000_000L, 2);

  private static final StepAttempt REPEATED =
      new StepAttempt(9, 1, Rounds.NONE.with(new Round(5, 8)).with(new Round(8, 8)));

  static final List<OutputEvent> EVENTS = List.of(
      new Said(5, "result", Map.of("pages", 3)),
      new Part(ATTEMPT, 4, "Once upon"),
      new Part(REPEATED, 0, "Once more"),
      new StepEnd(ATTEMPT, 5, Outcome.FAILED),
      new TaskEnd(LeaveReason.ABANDONED));

  @ParameterizedTest
  @FieldSource("EVENTS")
  void isReadAsItWasWritten(OutputEvent event) {
    OutputMessage message = new OutputMessage("task", 3, event);
    Publication wire = message.publication();

    assertThat(OutputMessage.parse(wire.name(), wire.data(), wire.headers())).contains(message);
  }

  @Test
  void standsOnTheWireAsReadersInOtherLanguagesExpectIt() {
    Publication part =
        new OutputMessage("task", 3, new Part(ATTEMPT, 4, "Once upon")).publication();
    Publication end =
        new OutputMessage("task", 3, new TaskEnd(LeaveReason.ABANDONED)).publication();

    assertThat(part.id()).isEqualTo("task:3:part:1790000000000:2:4");
    assertThat(part.data()).isEqualTo("Once upon");
    assertThat(part.headers())
        .containsExactlyInAnyOrderEntriesOf(Map.of(
            "understudy",
            "part",
            "task",
            "task",
            "tenure",
            3L,
            "step",
            1_790_000_000_000L,
            "attempt",
            2L,
            "part",
            4));
    assertThat(end.name()).isEqualTo("understudy.output");
    assertThat(end.headers()).containsEntry("reason", "abandoned");
  }

  @ParameterizedTest
  @ValueSource(strings = {"understudy", "task", "tenure", "step", "attempt", "part"})
  void isNoneIfAHeaderIsMissingOrOfAnotherKind(String header) {
    Publication part = new OutputMessage("task", 3, new Part(ATTEMPT, 4, "a")).publication();
    Map<String, Object> without = new LinkedHashMap<>(part.headers());
    without.remove(header);
    Map<String, Object> wrong = new LinkedHashMap<>(part.headers());
    wrong.put(header, List.of());

    assertThat(OutputMessage.parse(part.name(), "a", without)).isEmpty();
    assertThat(OutputMessage.parse(part.name(), "a", wrong)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "5.4", "0.0", "5.5/", "5.5/x", "05.5", "1234567890123456.1234567890123456"
      })
  void isNoneIfItsRoundsCannotBe(String rounds) {
    Publication part = new OutputMessage("task", 3, new Part(REPEATED, 4, "a")).publication();
    assertThat(part.headers()).containsEntry("rounds", "5.8/8.8");
    Map<String, Object> wrong = new LinkedHashMap<>(part.headers());
    wrong.put("rounds", rounds);

    assertThat(OutputMessage.parse(part.name(), "a", wrong)).isEmpty();
  }

  @Test
  void isNoneIfItsRoundsGoTooDeep() {
    Publication part = new OutputMessage("task", 3, new Part(REPEATED, 4, "a")).publication();
    Map<String, Object> wrong = new LinkedHashMap<>(part.headers());
    wrong.put("rounds", "5.5" + "/5.5".repeat(Rounds.MAX_DEPTH));

    assertThat(OutputMessage.parse(part.name(), "a", wrong)).isEmpty();
  }

  @Test
  void isNoneIfItsNumbersCannotBe() {
    Publication part = new OutputMessage("task", 3, new Part(ATTEMPT, 4, "a")).publication();
    Map<String, Object> wrong = new LinkedHashMap<>(part.headers());
    wrong.put("part", -1);

    assertThat(OutputMessage.parse(part.name(), "a", wrong)).isEmpty();
  }

  @Test
  void saysWhatToDoWithWhatIsTooLarge() {
    Publication large =
        new OutputMessage("task", 3, new Said(1, "report", "A".repeat(70_000))).publication();

    assertThatThrownBy(large::checked)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must fit in 61440 bytes but report has 70")
        .hasMessageContaining("split into parts");
  }
}
