package dev.understudy.lease;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random lives of five workers that hold agents, and of their leases, against a model that knows who really lives:
 * workers are killed, freeze, are slow, and come back; suspicions are right and wrong, and some who have them ask by
 * themselves; reapers are late, and two at once. One case is up to sixty moments of all of them.
 */
class NoticingLivesTest {
  private static final int CASES = 100_000;
  private static final long SEED = 20_261_130;

  /** From one moment to the next of a life. */
  private static final Duration MOMENT = Duration.ofMillis(LeasedWorld.MOMENT_MILLIS);

  /** To be taken for dead by the slowest of all, and reaped by a late one. Each takes its turn at a moment's end. */
  private static final Duration NOTICED = LeasePace.TIMEOUT
      .plus(LeasePace.patience(Suspicion.LEASE))
      .plus(Duration.ofMillis(2 * LeasedWorld.LATE_MILLIS))
      .plus(MOMENT.multipliedBy(6));

  /** To be given out again. */
  private static final Duration HANDOFF = MOMENT.multipliedBy(2);

  @Test
  void losesNothingOfTheLivingAndReapsAllOfTheDead() {
    for (int number = 0; number < CASES; number++) {
      live(SEED + number);
    }
  }

  private static void live(long seed) {
    Random random = new Random(seed);
    LeasedWorld world = new LeasedWorld(random);
    int moments = 1 + random.nextInt(60);
    for (int moment = 0; moment < moments; moment++) {
      world.pass();
      check(world, seed);
    }
  }

  private static void check(LeasedWorld world, long seed) {
    for (LeasedWorld.Agent agent : world.agents()) {
      Duration bound = agent.hasHolderFailed() ? NOTICED : HANDOFF;
      if (agent.lostFor().compareTo(bound) > 0) {
        fail("an agent was lost for %s, seed %d, %s", agent.lostFor(), seed, world);
      }
    }
    if (world.provedThoughPrompt() > 0) {
      fail("one that lives and answers was taken for dead, seed %d, %s", seed, world);
    }
  }
}
