package dev.understudy.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.OutputEvent.Part;
import dev.understudy.output.OutputEvent.Said;
import dev.understudy.output.OutputEvent.StepEnd;
import dev.understudy.output.OutputEvent.TaskEnd;
import dev.understudy.output.Rounds.Round;
import dev.understudy.output.StepText.State;
import dev.understudy.presence.LeaveReason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OutputFoldTest {
  private static final StepAttempt FIRST = new StepAttempt(7, 1);
  private static final StepAttempt SECOND = new StepAttempt(7, 2);

  private final OutputFold fold = new OutputFold();

  private boolean take(OutputEvent event) {
    return take(1, event);
  }

  private boolean take(long tenure, OutputEvent event) {
    return fold.take("writer", new OutputMessage("task", tenure, event));
  }

  private TaskOutput output() {
    return fold.output("writer", "task").orElseThrow();
  }

  @Test
  void joinsPartsInTheirOrderAndOnce() {
    take(new Part(FIRST, 1, "b"));
    assertThat(output().text()).isEmpty();

    take(new Part(FIRST, 0, "a"));

    assertThat(take(new Part(FIRST, 1, "b"))).isFalse();
    assertThat(output().text()).isEqualTo("ab");
  }

  @Test
  void takesTheMissingPartHoweverManyWaitForIt() {
    for (int part = 1; part <= 1_000; part++) {
      take(new Part(FIRST, part, "b"));
    }

    take(new Part(FIRST, 0, "a"));

    assertThat(output().text()).isEqualTo("a" + "b".repeat(1_000));
  }

  @Test
  void completesOnceAllPartsAreThere() {
    take(new StepEnd(FIRST, 1, Outcome.COMPLETED));
    assertThat(output().steps()).extracting(StepText::state).containsExactly(State.OPEN);

    take(new Part(FIRST, 0, "a"));

    assertThat(output().steps()).containsExactly(new FoldedStep(7, 1, "a", State.COMPLETED));
  }

  @Test
  void dropsADeadAttemptAsSoonAsTheNextOneSpeaks() {
    take(new Part(FIRST, 0, "dead"));
    take(new StepEnd(FIRST, 1, Outcome.FAILED));
    assertThat(output().steps()).containsExactly(new FoldedStep(7, 1, "dead", State.FAILED));

    take(new Part(SECOND, 0, "alive"));

    assertThat(take(new Part(FIRST, 1, "late"))).isFalse();
    assertThat(output().steps()).containsExactly(new FoldedStep(7, 2, "alive", State.OPEN));
  }

  @Nested
  class WhenSomethingIsDoneAnewAsAWhole {
    private static final Rounds AROUND = Rounds.NONE.with(new Round(5, 5));

    private boolean write(long step, Rounds rounds, String text) {
      return take(new Part(new StepAttempt(step, 1, rounds), 0, text));
    }

    @Test
    void replacesAllThatItSaidBeforeWithItsFirstWord() {
      write(4, Rounds.NONE, "before ");
      write(6, AROUND, "one ");
      write(7, AROUND, "two ");

      write(9, Rounds.NONE.with(new Round(5, 8)), "again ");

      assertThat(output().text()).isEqualTo("before again ");
      assertThat(write(7, AROUND, "late")).isFalse();
      assertThat(output().text()).isEqualTo("before again ");
    }

    @Test
    void replacesItThoughItNowSaysNothing() {
      write(6, AROUND, "one ");

      take(new StepEnd(
          new StepAttempt(9, 1, Rounds.NONE.with(new Round(5, 8))), 0, Outcome.COMPLETED));

      assertThat(output().text()).isEmpty();
    }

    @Test
    void keepsWhatStandsAroundItAndBesideIt() {
      write(7, AROUND.with(new Round(6, 6)), "inner ");
      write(8, AROUND, "outer ");
      write(9, Rounds.NONE.with(new Round(8, 8)), "beside ");

      write(11, AROUND.with(new Round(6, 10)), "inner again ");

      assertThat(output().text()).isEqualTo("outer beside inner again ");
    }

    @Test
    void replacesWhatWasWithinIt() {
      write(7, AROUND.with(new Round(6, 6)), "inner ");

      write(9, Rounds.NONE.with(new Round(5, 8)), "outer again ");

      assertThat(output().text()).isEqualTo("outer again ");
    }
  }

  @Test
  void endsWhatIsOpenWhenTheTaskEnds() {
    take(new Part(FIRST, 0, "half"));

    take(new TaskEnd(LeaveReason.TERMINATED));

    assertThat(take(new Part(FIRST, 1, "late"))).isFalse();
    assertThat(output().end()).contains(LeaveReason.TERMINATED);
    assertThat(output().steps()).containsExactly(new FoldedStep(7, 1, "half", State.CUT));
  }

  @Test
  void goesOnWhenTheTaskOpensAnotherSession() {
    take(new Part(FIRST, 0, "half"));
    take(new TaskEnd(LeaveReason.COMPLETED));

    take(2, new Part(new StepAttempt(8, 1), 0, "more"));

    assertThat(take(new TaskEnd(LeaveReason.FAILED))).isFalse();
    assertThat(output().isEnded()).isFalse();
    assertThat(output().text()).isEqualTo("halfmore");
  }

  @Test
  void ordersWhatTheTaskSaidByItsSequence() {
    take(new Said(9, "result", "second"));
    take(new Said(5, "plan", "first"));

    assertThat(take(new Said(5, "plan", "first"))).isFalse();
    assertThat(output().said()).extracting(Said::data).containsExactly("first", "second");
  }

  @Test
  void keepsAgentsApart() {
    take(new Part(FIRST, 0, "mine"));

    fold.take("mallory", new OutputMessage("task", 99, new TaskEnd(LeaveReason.FAILED)));

    assertThat(output().isEnded()).isFalse();
    assertThat(fold.outputs()).hasSize(2);
  }

  @Test
  void forgetsWhatItHasKnownLongest() {
    for (int number = 0; number <= 1000; number++) {
      fold.take("writer", new OutputMessage("task-" + number, 1, new Part(FIRST, 0, "a")));
    }

    assertThat(fold.output("writer", "task-0")).isEmpty();
    assertThat(fold.output("writer", "task-1000")).isPresent();
  }
}
