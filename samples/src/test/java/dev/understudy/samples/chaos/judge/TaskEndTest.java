package dev.understudy.samples.chaos.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.samples.chaos.judge.Chore.Item;
import dev.understudy.samples.chaos.judge.Effect.Attempt;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TaskEndTest {
  private static final List<Said> HEARD =
      List.of(new Heard(1, "agent-1", 1), new Heard(2, "agent-1", 2), new Heard(3, "agent-2", 3));
  private static final Effect FIRST = new Effect(1, new Attempt("agent-1", 1, 1), 10, true);
  private static final Effect SECOND = new Effect(2, new Attempt("agent-1", 2, 1), 20, true);

  private static List<String> found(long turns, List<Said> heard, Effect... effects) {
    return new TaskEnd("agent-1", turns, 0)
        .violations(new Seen(List.of(), heard, List.of(effects), List.of())).stream()
            .map(Violation::toString)
            .toList();
  }

  @Test
  void isContentIfEachTurnWasHeardAndHadItsEffect() {
    assertThat(found(2, HEARD, FIRST, SECOND)).isEmpty();
  }

  @Test
  void findsAnEffectThatIsMissing() {
    assertThat(found(2, HEARD, FIRST)).containsExactly("effect: step 2 of agent-1 has no effect");
  }

  @Test
  void doesNotCountWhatTheFenceRefused() {
    Effect refused = new Effect(2, new Attempt("agent-1", 2, 1), 5, false);

    assertThat(found(2, HEARD, FIRST, refused))
        .containsExactly("effect: step 2 of agent-1 has no effect");
  }

  @Test
  void findsAnEffectThatTheTaskDoesNotKnow() {
    assertThat(found(1, HEARD.subList(0, 1), FIRST, SECOND))
        .containsExactly("effect: agent-1 knows nothing of its step 2");
  }

  @Test
  void findsALastMessageThatIsMissing() {
    assertThat(found(2, HEARD.subList(0, 1), FIRST, SECOND))
        .containsExactly("said once: agent-1 has taken 2 turns, but 1 was the last to be heard");
  }

  private static Chore chore(int turn, int number, boolean done) {
    return new Chore(1, new Item("agent-1", turn, number), done, true);
  }

  private static List<String> found(long turns, Chore... chores) {
    return new TaskEnd("agent-1", turns, 2)
        .violations(new Seen(List.of(), HEARD, List.of(chores), List.of())).stream()
            .map(Violation::toString)
            .toList();
  }

  @Test
  void isContentIfEachItemOfEachTurnHadItsEffect() {
    assertThat(found(2, chore(1, 1, true), chore(1, 2, true), chore(2, 2, true), chore(2, 1, true)))
        .isEmpty();
  }

  @Test
  void findsItemsThatAreMissingOrThatNobodyOrdered() {
    assertThat(
            found(2, chore(1, 1, true), chore(1, 2, true), chore(2, 1, false), chore(3, 1, true)))
        .containsExactly(
            "batch: item 1 of turn 2 of agent-1 has no effect",
            "batch: item 2 of turn 2 of agent-1 has no effect",
            "batch: nobody ordered item 1 of turn 3 of agent-1");
  }
}
