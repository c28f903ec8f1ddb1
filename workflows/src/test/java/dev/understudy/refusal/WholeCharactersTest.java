package dev.understudy.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.audience.Audience;
import dev.understudy.batch.BatchSpec;
import dev.understudy.batch.SetAsideItem;
import dev.understudy.session.Answer;
import dev.understudy.session.Control;
import dev.understudy.session.SessionSpec;
import dev.understudy.session.Steering;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Halves of characters, which would hold a task for ever, wherever somebody may give them. */
class WholeCharactersTest {
  private static final String WHOLE = "\ud83d\ude00";
  private static final String HALF = "room\ud83d";

  private static Stream<ThrowingCallable> gifts() {
    SessionSpec spec = SessionSpec.on("room:42").as("runner");
    return Stream.of(
        () -> SessionSpec.on(HALF),
        () -> SessionSpec.on("room:42").as(HALF),
        () -> spec.showing(HALF),
        () -> spec.showing("reading", Map.of("pages", List.of(HALF))),
        () -> spec.showing("reading", Map.of(HALF, 3)),
        () -> Audience.users("alice", HALF),
        () -> Audience.withRole(HALF),
        () -> BatchSpec.of(HALF),
        () -> BatchSpec.of("mail").over(HALF),
        () -> new Control(HALF, "lunch"),
        () -> new Control("alice", HALF),
        () -> new Steering("alice", HALF),
        () -> new Answer(7, "alice", true, HALF));
  }

  @ParameterizedTest
  @MethodSource("gifts")
  void areRefusedWhereTheyAreGiven(ThrowingCallable gift) {
    assertThatThrownBy(gift)
        .hasMessageContaining("must not have half of a character, but has \\ud83d at ")
        .satisfies(refusal ->
            assertThat(Refusal.codeOf(refusal)).contains(RefusalCode.ARGUMENT_HALF_CHARACTER));
  }

  @Test
  void areWrittenOutInWhatARefusalSays() {
    ApplicationFailure refusal =
        Refusal.of(RefusalCode.ARGUMENT_BAD_NAME, "it was \ude00 and " + WHOLE + " and \ud83d");

    assertThat(refusal.getOriginalMessage())
        .isEqualTo("it was \\ude00 and " + WHOLE + " and \\ud83d");
  }

  @Test
  void areNotMadeByCuttingATextOff() {
    assertThat(WholeCharacters.beginning("ab" + WHOLE, 3)).isEqualTo("ab");
    assertThat(WholeCharacters.beginning("ab" + WHOLE, 4)).isEqualTo("ab" + WHOLE);
    assertThat(new SetAsideItem("letter-1", "x" + WHOLE.repeat(200)).cause())
        .isEqualTo("x" + WHOLE.repeat(99) + "…");
    assertThatThrownBy(() -> SessionSpec.on("[" + WHOLE.repeat(40)))
        .hasMessageContaining("\"[" + WHOLE.repeat(19) + "…, 81 characters long");
  }
}
