package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Random lives of tenures: refusals, many in a row among them, views that are lost with answers in them, predecessors,
 * rivals over other connections and in our place, higher tenures, heartbeats that fail, orders to leave, to relay and
 * to begin another attempt, in any order. The model
 * knows the truth, of which the tenure only hears. One case is one life of up to fifty events; in the end all becomes
 * quiet, and the session must look as the tenure's state wants it.
 */
class TenancyLivesTest {
  private static final int CASES = 100_000;
  private static final long SEED = 20_261_130;
  private static final AttendanceSpec SPEC =
      new AttendanceSpec("task", new SessionName("room:42"), ModelSession.AGENT, 50);
  private static final List<String> TASKS = List.of("task", "early", "late", "as-early", "twin");

  @Test
  void askForNothingThatTheyShouldNotAndEndAsTheyShould() {
    for (int number = 0; number < CASES; number++) {
      new Life(SEED + number).live();
    }
  }

  /** One case: the truth, what is on its way, and the tenure. */
  private static final class Life {
    private final long seed;
    private final Random random;
    private final ModelSession session;
    private final TenancyJudge judge;
    private final Set<String> running = new HashSet<>(TASKS);
    private final List<TenancyEffect.AskWhetherRuns> questions = new ArrayList<>();
    private final List<TenancyEvent> story = new ArrayList<>();
    private Tenancy tenancy;
    private long now = Long.MAX_VALUE - Duration.ofSeconds(60).toNanos();
    private int turns;
    private int moments;
    private long sequence = 100;

    Life(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.session = new ModelSession(random);
      this.judge = new TenancyJudge(session, now, this::toString);
      Status first = new Status(50, AgentState.ACTIVE, "", Map.of());
      this.tenancy = Tenancy.of(
          SPEC,
          new AttendanceDetails("ours", TenancyJudge.OURS, first),
          TenancyJudge.PATIENCE,
          now);
      if (random.nextInt(4) == 0) {
        session.enter("task", new Tenure(50, 1), true);
      }
    }

    void live() {
      for (int events = 1 + random.nextInt(50); events > 0; events--) {
        now += random.nextInt(4) * 1_000_000_000L;
        happen();
      }
      becomeQuiet();
    }

    private void happen() {
      switch (random.nextInt(16)) {
        case 0, 1, 2 -> session.takeNext(true);
        case 3, 4, 5 -> session.nextNews().ifPresent(this::deliver);
        case 6, 7 -> viewOrLose();
        case 8 -> answerQuestion();
        case 9 -> session.nextLate().ifPresent(this::deliver);
        case 10 -> beat();
        case 11 -> turnOrMoment();
        case 12 -> giveOrder();
        default -> change();
      }
    }

    private void viewOrLose() {
      if (judge.seen == null && !judge.isChannelLost) {
        deliver(session.view());
      } else if (random.nextInt(3) == 0) {
        session.lose();
        deliver(new TenancyEvent.ViewLost());
      }
    }

    private void answerQuestion() {
      if (!questions.isEmpty()) {
        var question = questions.remove(random.nextInt(questions.size()));
        deliver(new TenancyEvent.Answered(question, running.contains(question.task())));
      }
    }

    private void beat() {
      if (judge.isStopped || judge.isGivenBack) {
        return;
      }
      if (random.nextInt(8) == 0) {
        deliver(new TenancyEvent.Over());
      } else if (random.nextInt(16) == 0) {
        deliver(new TenancyEvent.ResetOrdered());
      } else {
        deliver(new TenancyEvent.Heard(now - random.nextInt(2_000) * 1_000_000L));
      }
    }

    private void turnOrMoment() {
      if (turns > 0) {
        turns--;
        deliver(new TenancyEvent.TurnCame());
      } else if (moments > 0) {
        moments--;
        deliver(new TenancyEvent.MomentPassed());
      }
    }

    private void giveOrder() {
      switch (random.nextInt(12)) {
        case 0, 1 ->
          deliver(new TenancyEvent.LeaveOrdered(
              random.nextBoolean() ? LeaveReason.COMPLETED : LeaveReason.TERMINATED));
        case 2, 3 -> deliver(new TenancyEvent.RelayOrdered());
        case 4 -> {
          if (random.nextInt(4) == 0) {
            session.lose();
            deliver(new TenancyEvent.ViewLost());
            deliver(new TenancyEvent.ChannelLost(
                new TenancyEvent.Refusal("no such channel", 40400, true)));
          }
        }
        case 5 -> {
          if (random.nextInt(4) == 0) {
            deliver(new TenancyEvent.Replaced());
          }
        }
        default -> {}
      }
    }

    /** In truth, of which the tenure is told later, or sees when it looks again. */
    private void change() {
      switch (random.nextInt(12)) {
        case 11 -> session.refuse(1 + random.nextInt(20));
        case 0, 1 -> session.say(++sequence);
        case 2, 3 -> session.userComesOrGoes();
        case 4 -> session.enter("early", new Tenure(20, 1), random.nextInt(3) == 0);
        case 5 -> session.enter("late", new Tenure(80, 1), random.nextInt(3) == 0);
        case 6 ->
          session.enter(
              random.nextBoolean() ? "as-early" : "twin",
              new Tenure(50, 1),
              random.nextInt(3) == 0);
        case 7 -> session.leave(TASKS.get(1 + random.nextInt(TASKS.size() - 1)));
        case 8 -> session.dropOurs();
        case 9 -> {
          boolean isHigher = random.nextInt(3) == 0;
          boolean isInOurPlace = !isHigher && !judge.isStopped && random.nextBoolean();
          judge.isIntruded |= isInOurPlace;
          session.enter("task", new Tenure(50, isHigher ? 3 : 1), isInOurPlace);
        }
        default -> running.remove(TASKS.get(random.nextInt(TASKS.size())));
      }
      if (judge.seen != null) {
        session.tell();
      }
    }

    private void deliver(TenancyEvent event) {
      story.add(event);
      judge.note(event);
      Tenancy.Step step = tenancy.on(event, now);
      tenancy = step.next();
      step.effects().forEach(effect -> {
        judge.check(effect, event, now);
        perform(effect);
      });
      judge.check(tenancy);
    }

    private void perform(TenancyEffect effect) {
      if (effect instanceof TenancyEffect.AskWhetherRuns question) {
        questions.add(question);
      } else if (effect instanceof TenancyEffect.Request request) {
        session.ask(request);
      } else if (effect instanceof TenancyEffect.AwaitTurn) {
        turns++;
      } else if (effect instanceof TenancyEffect.AwaitMoment) {
        moments++;
      }
    }

    /** Nothing changes any more, all that is on its way arrives, and all that is asked is answered. */
    private void becomeQuiet() {
      if (judge.isChannelLost) {
        assertThat(judge.isEnded).as(why("outlives its channel")).isTrue();
        return;
      }
      if (judge.seen == null) {
        deliver(session.view());
      }
      settle();
      assertThat(tenancy).as(why("has not left")).isNotInstanceOf(Leaving.class);
      session.tell();
      settle();
      assertStandsAsItShould();
    }

    private void settle() {
      for (int round = 0; round < 50 && isAnythingOnItsWay(); round++) {
        session.takeNext(false);
        session.nextNews().ifPresent(this::deliver);
        session.nextLate().ifPresent(this::deliver);
        answerQuestion();
        turnOrMoment();
        if (tenancy instanceof Holding) {
          deliver(new TenancyEvent.Heard(now));
        }
      }
      assertThat(isAnythingOnItsWay()).as(why("never becomes quiet")).isFalse();
    }

    private boolean isAnythingOnItsWay() {
      return session.isBusy() || !questions.isEmpty() || turns > 0 || moments > 0;
    }

    private void assertStandsAsItShould() {
      boolean isHere = judge.isOursToLeave(session.own());
      assertThat(judge.awaited).as(why("still waits")).isEmpty();
      if (judge.ordered.isPresent()
          || judge.isSuperseded
          || judge.isReplaced
          || judge.isOwnTaskOver) {
        assertThat(judge.isEnded).as(why("has not ended")).isTrue();
      }
      if (judge.isEnded) {
        assertThat(isHere && !judge.isReplaced).as(why("is still there")).isFalse();
      } else if (tenancy instanceof Holding holding) {
        assertThat(session.own().map(AgentPresence::status))
            .as(why("does not show the newest"))
            .contains(session.said().map(Status::text).orElse(""));
        assertThat(session.own()).contains(holding.presence(holding.details().status()));
        assertThat(session.roster().rivals(ModelSession.AGENT, "task"))
            .as(why("shares its name with an earlier one"))
            .noneMatch(rival -> TenancyJudge.isEarlier(rival) && running.contains(rival.task()));
      } else {
        assertIsKeptThough(isHere);
      }
    }

    private void assertIsKeptThough(boolean isHere) {
      boolean isRivalled = session.roster().rivals(ModelSession.AGENT, "task").stream()
          .anyMatch(rival -> running.contains(rival.task()));
      boolean isKept = TenancyJudge.isOfOursOrBefore(session.own());
      assertThat(isHere || (!judge.hasEntered && (isRivalled || isKept)))
          .as(why("is not there"))
          .isTrue();
      if (judge.hasEntered && tenancy instanceof StayingTenancy.HandingOff) {
        assertThat(session.own().map(AgentPresence::state))
            .as(why("does not say that it is handed off"))
            .contains(AgentState.HANDING_OFF);
      }
    }

    private Supplier<String> why(String what) {
      return () -> what + ": " + this;
    }

    @Override
    public String toString() {
      return "seed %d, %s%nafter %s".formatted(seed, tenancy, story);
    }
  }
}
