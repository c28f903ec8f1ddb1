package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.attendance.Sighting;
import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.audience.AudiencePolicy;
import dev.understudy.audience.AudienceState;
import dev.understudy.audience.Audiences;
import dev.understudy.audience.DeferredState;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.SightingRank;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.User;
import dev.understudy.refusal.RefusedArgumentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Random lives of whole tasks: users who come and go, workers that die, lose their view and hand off, whose
 * reports arrive late, twice, in any order or never, people who pause, resume and cancel, timers, parts of the
 * work for others, one in the other or side by side, and runs that continue as new. The model knows the truth,
 * which the task only hears of. One case is one life of up to eighty events; in the end all becomes quiet, and
 * the task must be where the truth and its policy want it.
 */
class TaskLivesTest {
  private static final int CASES = 100_000;
  private static final long SEED = 20_261_125;
  private static final SessionName ROOM = new SessionName("room:42");
  private static final AgentName KEEPER = new AgentName("keeper");
  private static final List<Audience> AUDIENCES =
      List.of(Audience.anyone(), Audience.users("alice"), Audience.users("bob"));
  private static final People ALICE = new People(List.of(new User("alice", 1, Optional.empty())));

  @Test
  void followTheTruthAndNothingElse() {
    for (int number = 0; number < CASES; number++) {
      new Life(SEED + number).live();
    }
  }

  /** One case: the truth, what is on its way to the task, and the task. */
  private static final class Life {
    private final long seed;
    private final Random random;
    private final Abandonment policy;
    private final BareTask task;
    private final List<Sighting> onTheirWay = new ArrayList<>();
    private final List<AudiencePolicy> parts = new ArrayList<>();
    private long now;
    private boolean isAnybody;
    private boolean canSee = true;
    private int attempt = 1;
    private long sequence;

    Life(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.policy = policy();
      this.task = new BareTask(new AudiencePolicy(Audience.anyone(), policy));
    }

    private Abandonment policy() {
      Duration grace = Duration.ofSeconds(random.nextInt(20));
      Abandonment chosen = switch (random.nextInt(4)) {
        case 0 -> Abandonment.ignored();
        case 1 -> Abandonment.cancelAfter(grace);
        case 2 -> Abandonment.pauseAfter(grace);
        default -> Abandonment.pauseAfter(grace).giveUpAfter(Duration.ofSeconds(40));
      };
      return random.nextInt(4) == 0
          ? chosen.waitForFirstArrival(Duration.ofSeconds(random.nextInt(30)))
          : chosen;
    }

    void live() {
      for (int events = 1 + random.nextInt(80); events > 0 && !task.isCancelled; events--) {
        now += random.nextInt(8_000);
        check(() -> task.become(task.audiences.at(now)));
        check(this::happen);
      }
      if (!task.isCancelled) {
        becomeQuiet();
      }
    }

    private void happen() {
      switch (random.nextInt(40)) {
        case 0 -> order(task::cancel);
        case 1 -> task.isCancelled = task.isCancelling;
        default -> happenOtherwise();
      }
    }

    private void happenOtherwise() {
      switch (random.nextInt(14)) {
        case 0, 1 -> comeOrGo();
        case 2, 3, 4, 5 -> deliver();
        case 6 -> canSee = !canSee;
        case 7 -> relay();
        case 8 -> order(() -> task.pause(now));
        case 9 -> order(this::resume);
        case 10 -> answerLook();
        case 11 -> beginPart();
        case 12 -> endPart();
        default -> {
          parts.clear();
          task.continueAsNew(now);
        }
      }
    }

    private void beginPart() {
      parts.add(new AudiencePolicy(AUDIENCES.get(random.nextInt(AUDIENCES.size())), policy()));
      task.become(task.audiences.begin(parts.get(parts.size() - 1), now));
    }

    private void endPart() {
      if (!parts.isEmpty()) {
        task.become(task.audiences.end(parts.remove(random.nextInt(parts.size())), now));
      }
    }

    private boolean isAnybodyExpected() {
      return !task.audiences.policy().audience().of(people()).isEmpty();
    }

    /** One that makes no sense is refused, and changes nothing. */
    private void order(Runnable order) {
      Audiences before = task.audiences;
      boolean isToEnd = task.isCancelling;
      try {
        order.run();
        assertThat(isToEnd).as(why("obeyed after somebody cancelled it")).isFalse();
      } catch (RefusedArgumentException refused) {
        assertThat(task.audiences).as(why("obeyed what it refused")).isSameAs(before);
      }
    }

    private void comeOrGo() {
      isAnybody = !isAnybody;
      if (canSee) {
        report();
      }
    }

    private void report() {
      sequence++;
      SightingRank seen = new SightingRank(new Tenure(1, attempt), sequence);
      onTheirWay.add(new Sighting(ROOM, KEEPER, seen, people()));
    }

    private People people() {
      return isAnybody ? ALICE : People.NOBODY;
    }

    /** Any of those on their way, which may come once more. */
    private void deliver() {
      if (!onTheirWay.isEmpty()) {
        int which = random.nextInt(onTheirWay.size());
        Sighting report = random.nextInt(3) == 0 ? onTheirWay.get(which) : onTheirWay.remove(which);
        boolean isStale = task.audiences
            .carried(now)
            .seen()
            .filter(last -> last.compareTo(report.seen()) >= 0)
            .isPresent();
        Audiences before = task.audiences;

        task.become(before.sighted(report.seen(), report.people(), now));

        if (isStale) {
          assertThat(task.audiences).as(why("obeyed a stale report")).isEqualTo(before);
        }
      }
    }

    private void relay() {
      attempt++;
      sequence = 0;
      canSee = true;
      report();
    }

    private void resume() {
      task.resume(now);
      assertThat(task.isPaused() && !task.isCancelled)
          .as(why("paused although a person has just resumed it"))
          .isFalse();
    }

    private void answerLook() {
      if (task.audiences.isDoubted() && canSee) {
        task.become(task.audiences.looked(people(), now));
      }
    }

    private void check(Runnable event) {
      AudienceState before = task.audiences.state();
      boolean wasPausedByPerson = task.ordered.isPaused();
      int partsBefore = parts.size();
      event.run();
      boolean pausesNow = task.audiences.state().isPausing() && !before.isPausing();
      boolean isInSamePart = partsBefore == parts.size();
      if (pausesNow && isInSamePart && !(before instanceof AudienceState.Unmet)) {
        assertThat(isAnybodyExpected()).as(why("paused with somebody there")).isFalse();
        assertThat(before)
            .as(why("paused without a look"))
            .isInstanceOf(DeferredState.Doubted.class);
        assertThat(canSee).as(why("paused on what nobody sees")).isTrue();
      }
      if (task.audiences.isGivenUp()) {
        assertThat(isAnybodyExpected()).as(why("given up with somebody there")).isFalse();
        assertThat(canSee).as(why("given up on what nobody sees")).isTrue();
      }
      if (wasPausedByPerson && !(before instanceof AudienceState.GivenUp)) {
        assertThat(task.audiences.isGivenUp())
            .as(why("given up though a person paused it"))
            .isFalse();
      }
      if (wasPausedByPerson && task.ordered.isPaused()) {
        assertThat(task.isPaused()).as(why("went on though a person paused it")).isTrue();
      }
    }

    /** The truth changes no more, the newest tenure sees and is heard, and all deadlines pass. */
    private void becomeQuiet() {
      if (task.isCancelling) {
        assertThat(task.ordered.cancelledBy()).as(why("who cancelled it")).contains(BareTask.ORDER);
        return;
      }
      canSee = true;
      report();
      onTheirWay.forEach(
          report -> task.become(task.audiences.sighted(report.seen(), report.people(), now)));
      while (!parts.isEmpty()) {
        endPart();
      }
      if (task.ordered.isPaused() && random.nextBoolean()) {
        resume();
      }
      String heard = task.audiences.state().memo().kind();
      for (int round = 0; round < 4; round++) {
        now += Duration.ofMinutes(5).toMillis();
        task.become(task.audiences.at(now));
        answerLook();
      }
      if (isAnybody) {
        assertThat(task.audiences.state().free())
            .as(why("missed who is there"))
            .isInstanceOf(AudienceState.Here.class);
      } else if (task.ordered.isPaused()) {
        assertThat(task.isCancelled)
            .as(why("a person's pause outranks absence"))
            .isFalse();
      } else if (heard.equals("unmet")) {
        assertThat(task.isCancelled)
            .as(why("a first arrival that never came"))
            .isEqualTo(policy.firstArrivalWithin().isPresent());
      } else if (heard.equals("excused")) {
        assertThat(task.audiences.state().isPausing())
            .as(why("a person let it go on"))
            .isFalse();
      } else {
        assertWhatThePolicySays();
      }
    }

    private void assertWhatThePolicySays() {
      boolean givesUp =
          policy.action() == Abandonment.Action.CANCEL || policy.giveUpAfter().isPresent();
      assertThat(task.isCancelled).as(why("given up or not")).isEqualTo(givesUp);
      assertThat(task.audiences.state().isPausing())
          .as(why("paused or not"))
          .isEqualTo(policy.action() != Abandonment.Action.CONTINUE);
    }

    private Supplier<String> why(String what) {
      return () -> "%s: seed %d, policy %s, at %d, state %s"
          .formatted(what, seed, policy.action(), now, task.audiences.state());
    }
  }
}
