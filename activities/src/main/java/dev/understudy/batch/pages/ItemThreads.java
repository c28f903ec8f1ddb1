package dev.understudy.batch.pages;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that process the items of one page: they live as long as the attempt at it. Confined to
 * the thread that runs the attempt.
 */
final class ItemThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ItemThreads.class);

  /** For items that were interrupted to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ExecutorService pool;
  private final int count;

  /** So many of them, from 1. */
  ItemThreads(int count) {
    this.count = count;
    this.pool = Executors.newFixedThreadPool(count, ItemThreads::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "understudy-batch-item");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Has all of them do the same, and waits until they have. If it is interrupted it calls {@code halt},
   * and only then interrupts them: what fails because of that must know that it is not to blame.
   */
  void perform(Runnable work, Runnable halt) throws InterruptedException {
    for (int thread = 0; thread < count; thread++) {
      pool.execute(work);
    }
    pool.shutdown();
    try {
      pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException told) {
      halt.run();
      throw told;
    }
  }

  /** Interrupts what is still at work, and waits a little for items that do not heed an interrupt; after that they are on their own. */
  @Override
  public void close() {
    pool.shutdownNow();
    try {
      if (!pool.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("an item of a batch goes on although it was interrupted {} ago", PATIENCE);
      }
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }
}
