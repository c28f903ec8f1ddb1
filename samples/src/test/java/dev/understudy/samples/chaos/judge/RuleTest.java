package dev.understudy.samples.chaos.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.samples.chaos.judge.Chore.Item;
import dev.understudy.samples.chaos.judge.Effect.Attempt;
import dev.understudy.samples.watcher.Report;
import dev.understudy.samples.watcher.Report.Action;
import dev.understudy.samples.watcher.Report.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A judge that cannot find anything proves nothing: each rule is broken here. */
final class RuleTest {
  private static final long NOW = 100_000;
  private static final Outage OUTAGE = new Outage(20_000, 25_000);

  private static Event event(long atMillis, Action action, String connection) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    return new Event(atMillis, action, "agent-1", connection, data);
  }

  private static Event goodbye(long atMillis, String connection) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("reason", "completed");
    return new Event(atMillis, Action.leave, "agent-1", connection, data);
  }

  private static List<String> found(Seen seen) {
    return found(seen, Rule.ALL, NOW);
  }

  private static List<String> found(Seen seen, List<Rule> rules, long nowMillis) {
    return rules.stream()
        .flatMap(rule -> rule.violations(seen, nowMillis).stream())
        .map(Violation::toString)
        .toList();
  }

  @Nested
  class OfMembers {
    private static List<String> found(List<Outage> outages, Report... reports) {
      return RuleTest.found(new Seen(List.of(reports), List.of(), List.of(), outages));
    }

    @Test
    void isContentWithAnAgentThatMovesBeforeItsGhostLeaves() {
      assertThat(found(
              List.of(),
              event(1_000, Action.enter, "a"),
              event(2_000, Action.enter, "b"),
              event(3_000, Action.leave, "a"),
              goodbye(4_000, "b")))
          .isEmpty();
    }

    @Test
    void findsAnAgentThatSaidGoodbyeThoughItsTaskGoesOn() {
      Event moved = event(2_000, Action.enter, "b");

      assertThat(gone(event(1_000, Action.enter, "a"), moved, goodbye(3_000, "a")))
          .isEmpty();
      assertThat(gone(event(1_000, Action.enter, "a"), goodbye(3_000, "a")))
          .containsExactly("gone: agent-1 has left, and its task goes on");
    }

    private static List<String> gone(Report... reports) {
      Seen seen = new Seen(List.of(reports), List.of(), List.of(), List.of());
      return new AllStay(List.of("agent-1"))
          .violations(seen, NOW).stream().map(Violation::toString).toList();
    }

    @Test
    void findsAGap() {
      assertThat(found(
              List.of(),
              event(1_000, Action.enter, "a"),
              event(2_000, Action.leave, "a"),
              event(2_040, Action.enter, "b"),
              goodbye(4_000, "b")))
          .containsExactly("offline: agent-1 was seen offline for 40 ms");
    }

    @Test
    void findsAnAgentThatDoesNotComeBack() {
      assertThat(
              found(List.of(), event(1_000, Action.enter, "a"), event(99_000, Action.leave, "a")))
          .containsExactly("offline: agent-1 was seen offline for 1000 ms");
    }

    @Test
    void excusesAGapThatAnOutageOfAblyMade() {
      assertThat(found(
              List.of(OUTAGE),
              event(1_000, Action.enter, "a"),
              event(26_000, Action.leave, "a"),
              event(27_000, Action.enter, "b"),
              goodbye(40_000, "b")))
          .isEmpty();
    }

    @Test
    void findsAGapThatLastsForLongerThanAnOutageExplains() {
      assertThat(found(
              List.of(OUTAGE),
              event(1_000, Action.enter, "a"),
              event(26_000, Action.leave, "a"),
              event(46_000, Action.enter, "b"),
              goodbye(50_000, "b")))
          .containsExactly("offline: agent-1 was seen offline for 20000 ms");
    }
  }

  @Nested
  class OfMessages {
    private static List<String> found(List<Outage> outages, Heard... heard) {
      return RuleTest.found(new Seen(List.of(), List.of(heard), List.of(), outages));
    }

    private static Heard heard(long atMillis, long number) {
      return new Heard(atMillis, "agent-1", number);
    }

    @Test
    void isContentWithARun() {
      assertThat(
              found(List.of(), heard(1, 1), new Heard(2, "agent-2", 1), heard(3, 2), heard(4, 3)))
          .isEmpty();
    }

    @Test
    void findsADouble() {
      assertThat(found(List.of(), heard(1, 1), heard(2, 2), heard(3, 2)))
          .containsExactly("said once: agent-1 was heard with number 2 after number 2");
    }

    @Test
    void findsALoss() {
      assertThat(found(List.of(), heard(1, 1), heard(2, 3)))
          .containsExactly("said once: agent-1 was heard with number 3 after number 1");
    }

    @Test
    void findsTheFirstMissing() {
      assertThat(found(List.of(), heard(1, 2)))
          .containsExactly("said once: agent-1 was heard with number 2 after number 0");
    }

    @Test
    void findsAnOldOneThatComesLate() {
      assertThat(found(List.of(), heard(1, 1), heard(2, 2), heard(3, 3), heard(4, 2), heard(5, 4)))
          .containsExactly("said once: agent-1 was heard with number 2 after number 3");
    }

    @Test
    void excusesWhatWasLostInAnOutageAndNothingAfterIt() {
      assertThat(found(
              List.of(OUTAGE),
              heard(18_000, 1),
              heard(26_000, 4),
              heard(31_000, 5),
              heard(33_000, 7)))
          .containsExactly("said once: agent-1 was heard with number 7 after number 5");
    }
  }

  @Nested
  class OfEffects {
    private static List<String> found(Effect... effects) {
      return RuleTest.found(new Seen(List.of(), List.of(), List.of(effects), List.of()));
    }

    private static Effect effect(long step, int attempt, long token, boolean kept) {
      return new Effect(1, new Attempt("agent-1", step, attempt), token, kept);
    }

    @Test
    void isContentWithAFenceThatRefusesTheDead() {
      assertThat(found(
              effect(1, 1, 10, true),
              effect(2, 2, 30, true),
              effect(2, 1, 20, false),
              effect(3, 1, 40, true)))
          .isEmpty();
    }

    @Test
    void findsADeadAttemptThatPasses() {
      assertThat(found(effect(2, 2, 30, true), effect(2, 1, 30, true)))
          .containsExactly("fence: attempt 1 at step 2 of agent-1 with token 30 passed"
              + " after attempt 2 at step 2 of agent-1 with token 30");
    }

    @Test
    void findsAnAttemptThatTakesEffectTwice() {
      assertThat(found(effect(2, 1, 30, true), effect(2, 1, 30, true))).hasSize(1);
    }

    @Test
    void findsALivingAttemptThatIsRefused() {
      assertThat(found(effect(1, 1, 30, true), effect(2, 1, 20, false)))
          .containsExactly("fence: attempt 1 at step 2 of agent-1 with token 20 was refused"
              + " after attempt 1 at step 1 of agent-1 with token 30");
    }

    @Test
    void keepsAgentsApart() {
      Effect other = new Effect(1, new Attempt("agent-2", 1, 1), 5, true);

      assertThat(found(effect(1, 1, 30, true), other)).isEmpty();
    }
  }

  @Nested
  class OfBatches {
    private static Chore chore(int number, boolean done, boolean kept) {
      return new Chore(1, new Item("agent-1", 3, number), done, kept);
    }

    private static List<String> found(Chore... chores) {
      return RuleTest.found(new Seen(List.of(), List.of(), List.of(chores), List.of()));
    }

    @Test
    void isContentWithItemsThatAreProcessedAgainUnderTheirKeys() {
      assertThat(found(chore(1, true, true), chore(1, true, false), chore(2, true, true)))
          .isEmpty();
    }

    @Test
    void findsAnItemUnderAnotherKey() {
      assertThat(found(chore(1, true, true), chore(2, true, true), chore(1, true, true)))
          .containsExactly("batch: item 1 of turn 3 of agent-1 took effect again");
    }

    @Test
    void findsAnItemThatWasSetAside() {
      assertThat(found(chore(1, false, true)))
          .containsExactly("batch: item 1 of turn 3 of agent-1 was set aside");
    }
  }

  @Nested
  class OfStreams {
    private static Streamed part(long atMillis, int attempt, int number, String text) {
      return streamed(atMillis, attempt, Map.of("understudy", "part", "part", "" + number), text);
    }

    private static Streamed end(long atMillis, int attempt, String outcome, int parts) {
      return streamed(
          atMillis,
          attempt,
          Map.of("understudy", "step-end", "outcome", outcome, "parts", "" + parts),
          "");
    }

    private static Streamed streamed(
        long atMillis, int attempt, Map<String, String> own, String text) {
      Map<String, String> headers = new HashMap<>(own);
      headers.put("step", "3");
      headers.put("attempt", "" + attempt);
      return new Streamed(atMillis, "agent-1", headers, text);
    }

    private static List<String> found(List<Outage> outages, Said... said) {
      return RuleTest.found(new Seen(List.of(), List.of(said), List.of(), outages));
    }

    @Test
    void isContentWithADeadAttemptAndAWholeOne() {
      assertThat(found(
              List.of(),
              part(1, 1, 0, "turn 3 beg"),
              part(2, 2, 0, "turn 3 begins "),
              part(3, 2, 1, "and ends"),
              end(4, 2, "completed", 2)))
          .isEmpty();
    }

    @Test
    void findsAPartThatIsMissing() {
      assertThat(found(List.of(), part(2, 2, 0, "turn 3 begins "), end(4, 2, "completed", 2)))
          .containsExactly(
              "stream: attempt 2 at a step of agent-1 has 'turn 3 begins ' as its text");
    }

    @Test
    void findsAPartThatComesTwice() {
      assertThat(found(List.of(), part(2, 1, 0, "turn 3 begins "), part(3, 1, 0, "turn 3 begins ")))
          .containsExactly("stream: attempt 1 at a step of agent-1 has a part that came twice");
    }

    /** What Ably could not take is said again, after what came later; readers put that right. */
    @Test
    void putsPartsInOrder() {
      assertThat(found(
              List.of(),
              part(2, 1, 1, "and ends"),
              end(3, 1, "completed", 2),
              part(4, 1, 0, "turn 3 begins ")))
          .isEmpty();
    }

    @Test
    void findsPartsThatAreNumberedInTheWrongOrder() {
      assertThat(found(
              List.of(),
              part(2, 1, 0, "and ends"),
              part(3, 1, 1, "turn 3 begins "),
              end(4, 1, "completed", 2)))
          .hasSize(1);
    }

    @Test
    void waitsForAPartThatIsSaidAgainAfterTheEndButNotForEver() {
      Seen seen = new Seen(
          List.of(),
          List.of(part(NOW - 9, 1, 1, "and ends"), end(NOW - 8, 1, "completed", 2)),
          List.of(),
          List.of());

      assertThat(RuleTest.found(seen, Rule.ALL, NOW)).isEmpty();
      assertThat(RuleTest.found(seen, Rule.IN_THE_END, NOW)).hasSize(1);
      assertThat(RuleTest.found(seen, Rule.ALL, NOW + 60_000)).hasSize(1);
    }

    @Test
    void asksNothingOfAnAttemptThatAnotherReplaced() {
      assertThat(found(
              List.of(),
              part(2, 1, 1, "and ends"),
              end(3, 1, "completed", 2),
              part(4, 2, 0, "turn 3 begins and ends"),
              end(5, 2, "completed", 1)))
          .isEmpty();
    }

    @Test
    void asksNothingOfAnAttemptThatFailed() {
      assertThat(found(List.of(), end(4, 1, "failed", 2))).isEmpty();
    }

    @Test
    void excusesWhatWasLostInAnOutage() {
      assertThat(found(
              List.of(OUTAGE),
              part(19_000, 1, 0, "turn 3 begins "),
              end(26_000, 1, "completed", 2)))
          .isEmpty();
    }
  }
}
