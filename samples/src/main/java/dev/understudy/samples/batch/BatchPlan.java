package dev.understudy.samples.batch;

import dev.understudy.batch.BatchSpec;
import dev.understudy.samples.batch.PassageSource.Extent;
import dev.understudy.samples.demo.Kills;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is to be shown.
 *
 * @param items how many passages
 * @param parallel how many are embedded at once
 * @param kills how many workers die at it, and when
 */
record BatchPlan(int items, int parallel, Kills kills) {
  static final int LEAST_ITEMS = 200;
  static final int PAGE_SIZE = 100;

  /** How many poisonous passages are planted, the same in each demo. */
  static final int POISON = 3;

  /** A person pauses the task at that share of the passages; the kills come after it. */
  static final double PAUSE_AT = 0.2;

  /** What is left after the last kill. */
  private static final double LAST_KILL_AT = 0.95;

  /** How long a pause may wait for the page at work. */
  private static final Duration STINT = Duration.ofSeconds(1);

  /** One a page, so that no item is at work at so many deaths that it would be blamed for them. */
  static int mostKills(int items) {
    return (int) ((LAST_KILL_AT - PAUSE_AT) * items / PAGE_SIZE);
  }

  /**
   * At which share of the passages to kill: each kill has a stretch of its own, so that all of them
   * fit.
   *
   * @param nth from zero
   * @param moment where in its stretch, from 0 to 1
   */
  double killAt(int nth, double moment) {
    return PAUSE_AT + (LAST_KILL_AT - PAUSE_AT) * (nth + moment) / kills.count();
  }

  BatchSpec spec(Path desk) {
    return BatchSpec.of(IndexingTaskTypes.BATCH)
        .over(new Extent(items, POISON, desk).toArgument())
        .inPagesOf(PAGE_SIZE)
        .inParallel(parallel)
        .pausingWithin(STINT);
  }
}
