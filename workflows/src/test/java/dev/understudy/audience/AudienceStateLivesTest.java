package dev.understudy.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random lives of an audience against a model that remembers everything: who really is there, what a
 * worker has reported, and when. One case is one life of up to sixty events.
 */
class AudienceStateLivesTest {
  private static final int CASES = 100_000;
  private static final long SEED = 20_261_124;

  @Test
  void neverActsOnAnAbsenceThatNobodySaw() {
    for (int number = 0; number < CASES; number++) {
      new Life(SEED + number).live();
    }
  }

  /** One case, and the model beside it. */
  private static final class Life {
    private final long seed;
    private final Random random;
    private final Abandonment policy;
    private AudienceState state;
    private long now;

    /** What is true, which only a look is sure to find. */
    private boolean isAnybody;

    private boolean hasAnybodyCome;
    private long absentSince = Long.MAX_VALUE;
    private long pausedSince = Long.MAX_VALUE;
    private boolean isExcused;
    private boolean isHeld;

    Life(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.policy = policy();
      this.state = AudienceState.of(policy, now);
    }

    private Abandonment policy() {
      Duration grace = Duration.ofSeconds(random.nextInt(20));
      Abandonment chosen = switch (random.nextInt(3)) {
        case 0 -> Abandonment.ignored();
        case 1 -> Abandonment.cancelAfter(grace);
        default ->
          random.nextBoolean()
              ? Abandonment.pauseAfter(grace)
              : Abandonment.pauseAfter(grace).giveUpAfter(Duration.ofSeconds(random.nextInt(40)));
      };
      return random.nextInt(4) == 0
          ? chosen.waitForFirstArrival(Duration.ofSeconds(random.nextInt(30)))
          : chosen;
    }

    void live() {
      int events = 1 + random.nextInt(60);
      for (int event = 0; event < events; event++) {
        now += random.nextInt(10_000);
        AudienceState before = state;
        state = state.at(now);
        happen();
        check(before);
      }
    }

    private void happen() {
      switch (random.nextInt(7)) {
        case 0 -> isAnybody = !isAnybody; // and no worker can see it
        case 1, 2 -> report();
        case 3 -> look();
        case 4 -> excuse();
        case 5 -> hold();
        default -> throughAHandoff();
      }
    }

    private void report() {
      noteSeen();
      state = state.seen(isAnybody, now);
    }

    private void look() {
      if (state instanceof DeferredState.Doubted) {
        noteSeen();
        state = state.looked(isAnybody, now);
      }
    }

    private void noteSeen() {
      if (isAnybody) {
        hasAnybodyCome = true;
        absentSince = Long.MAX_VALUE;
        isExcused = false;
      } else if (hasAnybodyCome && absentSince == Long.MAX_VALUE) {
        absentSince = now;
      }
    }

    private void hold() {
      isHeld = true;
      state = state.held();
    }

    private void excuse() {
      isHeld = false;
      state = state.excused(now);
      isExcused |= state instanceof AudienceState.Excused;
    }

    private void throughAHandoff() {
      if (!(state instanceof AudienceState.GivenUp)) {
        state = state.memo().under(policy);
        state = isHeld ? state.held() : state.at(now);
      }
    }

    private void check(AudienceState before) {
      if (!before.isPausing() && state instanceof AudienceState.Abandoned) {
        pausedSince = now;
        assertThat(isHeld).as(why("decided though a person paused it")).isFalse();
        assertThat(isAnybody).as(why("paused although somebody is there")).isFalse();
        assertThat(now - absentSince)
            .as(why("paused within the grace"))
            .isGreaterThanOrEqualTo(policy.grace().toMillis());
        assertThat(isExcused).as(why("paused although a person said to go on")).isFalse();
      }
      if (!(before instanceof AudienceState.GivenUp) && state instanceof AudienceState.GivenUp) {
        assertThat(isAnybody).as(why("given up although somebody is there")).isFalse();
        assertThat(isHeld).as(why("given up though a person paused it")).isFalse();
        assertThat(isGivenUpInTime()).as(why("given up too early")).isTrue();
      }
      if (before instanceof AudienceState.GivenUp) {
        assertThat(state).as(why("came back to life")).isEqualTo(before);
      }
      if (state instanceof AudienceState.Here) {
        assertThat(state.isPausing()).as(why("paused with somebody there")).isFalse();
      }
    }

    private boolean isGivenUpInTime() {
      if (!hasAnybodyCome) {
        return now >= policy.firstArrivalWithin().orElseThrow().toMillis();
      }
      return policy.action() == Abandonment.Action.CANCEL
          ? now - absentSince >= policy.grace().toMillis()
          : now - pausedSince >= policy.giveUpAfter().orElseThrow().toMillis();
    }

    private String why(String what) {
      return "%s: seed %d, policy %s, at %d, state %s"
          .formatted(what, seed, policy.action(), now, state);
    }
  }
}
