package dev.understudy.samples.essay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.samples.essay.Desk.AttemptStarted;
import dev.understudy.samples.essay.Desk.SectionWritten;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StepCountTest {

  @Test
  void tellsEffectsFromAttemptsAndOneTaskFromAnother() {
    List<SectionWritten> sections =
        List.of(section("essay", 1), section("essay", 2), section("other", 3));
    List<AttemptStarted> attempts =
        List.of(attempt("essay", 1, 1), attempt("essay", 1, 2), attempt("essay", 2, 1));

    assertThat(StepCount.of("essay", sections, attempts)).isEqualTo(new StepCount(2, 0, 1));
  }

  @Test
  void countsAnEffectThatHappenedTwice() {
    List<SectionWritten> sections = List.of(section("essay", 1), section("essay", 1));

    assertThat(StepCount.of("essay", sections, List.of())).isEqualTo(new StepCount(1, 1, 0));
  }

  @Test
  void countsAnAttemptThatDiedBeforeItCouldNoteItsStart() {
    List<AttemptStarted> attempts = List.of(attempt("essay", 1, 1), attempt("essay", 2, 2));

    assertThat(StepCount.of("essay", List.of(), attempts)).isEqualTo(new StepCount(0, 0, 1));
  }

  private static SectionWritten section(String task, int number) {
    return new SectionWritten(task, number, "worker-a", "Lorem ipsum.");
  }

  private static AttemptStarted attempt(String task, int number, int attempt) {
    return new AttemptStarted(1, task, number, attempt, "worker-a");
  }
}
