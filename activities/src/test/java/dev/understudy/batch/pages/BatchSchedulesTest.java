package dev.understudy.batch.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.batch.BatchProgress;
import dev.understudy.batch.SetAsideItem;
import dev.understudy.batch.pages.ModelWorld.Fate;
import dev.understudy.batch.pages.ModelWorld.Kind;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Random schedules of failures over whole batches: attempts that die at any moment, before or after an
 * item, a note, a result or a checkpoint; notes that are lost or as old as a throttled heartbeat may be;
 * items that fail now and then, always, for good, or kill their worker; outages, also of the store for
 * what is set aside, and stints; tasks that are replayed or continue as new between two pages; and dead
 * attempts that go on beside the living, across pages and runs. Whatever happens, each item has exactly
 * one effect or is set aside, only one that failed for good or often enough, or was at work in enough
 * attempts that died, is; none that is noted as failed for good is processed again; and no finished page
 * is begun again.
 */
@NullMarked
class BatchSchedulesTest {
  private static final int SCHEDULES = 120_000;
  private static final long SEED = 20_261_124;

  @Test
  void everyItemHasExactlyOneEffectOrIsSetAsideAndNoFinishedPageIsRedone() {
    long deaths = 0;
    long runs = 0;
    long late = 0;
    for (long seed = SEED; seed < SEED + SCHEDULES; seed++) {
      ModelWorld world = run(seed);
      deaths += world.attempts - world.activities;
      runs += world.runs;
      late += world.late;
    }
    assertThat(deaths).as("attempts without a result").isGreaterThan(SCHEDULES);
    assertThat(runs).as("runs").isGreaterThan(2 * SCHEDULES);
    assertThat(late).as("deeds of the dead").isGreaterThan(SCHEDULES);
  }

  private static ModelWorld run(long seed) {
    try {
      ModelWorld world = new ModelWorld(seed);
      check(world, world.live().progress());
      return world;
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError("the schedule of seed " + seed, failure);
    }
  }

  private static void check(ModelWorld world, BatchProgress end) {
    world.items.forEach(BatchSchedulesTest::check);
    int aside = world.items.stream().mapToInt(fate -> fate.timesSetAside).sum();
    assertThat(end.setAside()).isEqualTo(aside);
    assertThat(end.done()).isEqualTo(world.items.size() - aside);
    assertThat(end.firstSetAside()).hasSize(Math.min(aside, SetAsideItem.REMEMBERED));
  }

  private static void check(Fate fate) {
    assertThat(fate.timesDone + fate.timesSetAside).as("settled").isOne();
    if (fate.timesDone == 1) {
      assertThat(fate.hasEffect).as("effect of what is done").isTrue();
    } else {
      assertThat(fate.isAside).as("the sink was told").isTrue();
      assertThat(fate.failures + fate.deathsAtWork)
          .as("tries")
          .isGreaterThanOrEqualTo(fate.kind == Kind.REFUSED ? 1 : ModelWorld.ITEM_ATTEMPTS);
      assertThat(fate.hasEffect && !fate.isUnnoted)
          .as("effect although set aside")
          .isFalse();
    }
  }
}
