package dev.understudy.samples.drill;

import dev.understudy.batch.BatchSpec;
import dev.understudy.samples.drill.DrillWorkflow.Work;

/**
 * The batch of one turn, as its argument tells it to the worker. Immutable.
 *
 * @param turn its number
 */
record Chores(String agent, long turn, Work work) {
  static final String BATCH = "chores";

  private static final int PAGE_SIZE = 5;
  private static final int PARALLEL = 2;

  /** More than the workers that may die at an item: none of these is ever to blame. */
  private static final int ATTEMPTS = 50;

  /** Workers that are cut off from where the effects go have this many in vain. */
  private static final int ATTEMPTS_AT_PAGES = 500;

  BatchSpec spec() {
    return BatchSpec.of(BATCH)
        .over("%s %d %d %d %s".formatted(agent, turn, work.items(), work.millis(), work.ledger()))
        .inPagesOf(PAGE_SIZE)
        .inParallel(PARALLEL)
        .tryingItems(ATTEMPTS)
        .tryingPages(ATTEMPTS_AT_PAGES);
  }

  static Chores parse(String argument) {
    String[] parts = argument.split(" ", 5);
    Work work = new Work(parts[4], Long.parseLong(parts[3]), Integer.parseInt(parts[2]));
    return new Chores(parts[0], Long.parseLong(parts[1]), work);
  }
}
