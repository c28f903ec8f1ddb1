package dev.understudy.samples.batch;

import dev.understudy.batch.BatchSpec;
import dev.understudy.samples.batch.PassageSource.Extent;
import dev.understudy.samples.stage.Setting;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What is to be shown.
 *
 * @param items how many passages
 * @param parallel how many are embedded at once
 * @param kills how many workers die at it
 */
record BatchPlan(int items, int parallel, int kills, Setting setting) {
  static final int LEAST_ITEMS = 200;
  static final int PAGE_SIZE = 100;

  /** Planted, as many in each demo. */
  static final int POISON = 3;

  /** How long a pause may wait for the page at work. */
  private static final Duration STINT = Duration.ofSeconds(1);

  BatchSpec spec(Path desk) {
    return BatchSpec.of(IndexingTaskTypes.BATCH)
        .over(new Extent(items, POISON, desk).toArgument())
        .inPagesOf(PAGE_SIZE)
        .inParallel(parallel)
        .pausingWithin(STINT);
  }
}
