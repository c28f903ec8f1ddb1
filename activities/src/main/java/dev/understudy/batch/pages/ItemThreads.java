package dev.understudy.batch.pages;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that process the items of one page: they live as long as the attempt at it. What a user
 * wrote is called on threads beside them, so that a call that never returns holds nobody up. Thread-safe,
 * but for {@link #perform} and {@link #close}, which belong to the thread that runs the attempt.
 */
final class ItemThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ItemThreads.class);

  /** For a call that was interrupted to return; a worker that stops waits little longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ExecutorService pool;
  private final ExecutorService callers = Executors.newCachedThreadPool(ItemThreads::thread);
  private final Map<Integer, CountDownLatch> underway = new ConcurrentHashMap<>();
  private final int count;
  private final PageContext context;

  /** As many threads as {@code count}, from 1; what a user wrote is called in {@code context}. */
  ItemThreads(int count, PageContext context) {
    this.count = count;
    this.context = context;
    this.pool = Executors.newFixedThreadPool(count, ItemThreads::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "understudy-batch-item");
    thread.setDaemon(true);
    return thread;
  }

  /** What a call that took too long and was interrupted throws. */
  static final class OverdueException extends Exception {
    /** Whether it still goes on. */
    final boolean isDeaf;

    private OverdueException(Duration limit, boolean isDeaf) {
      super("it did not return within %d ms%s"
          .formatted(limit.toMillis(), isDeaf ? ", and goes on although it was interrupted" : ""));
      this.isDeaf = isDeaf;
    }
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

  /**
   * Calls what a user wrote about an item.
   *
   * @throws OverdueException if it does not return within {@code limit}
   * @throws Exception what the call throws
   */
  void call(int item, Callable<?> call, Duration limit) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    underway.put(item, end);
    Callable<?> inContext = context.around(call);
    Future<?> running = callers.submit(() -> {
      try {
        return inContext.call();
      } finally {
        underway.remove(item, end);
        end.countDown();
      }
    });
    try {
      running.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException overdue) {
      running.cancel(true);
      boolean isDeaf = !end.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      throw new OverdueException(limit, isDeaf);
    } catch (ExecutionException failure) {
      throw asException(requireNonNull(failure.getCause()));
    }
  }

  private static Exception asException(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (Exception) cause;
  }

  /** Items about which a call goes on. */
  BitSet underway() {
    BitSet items = new BitSet();
    underway.keySet().forEach(items::set);
    return items;
  }

  /**
   * Interrupts what is still at work, and waits a little for items that do not heed an interrupt; after
   * that they are on their own.
   */
  @Override
  public void close() {
    pool.shutdownNow();
    callers.shutdownNow();
    try {
      if (!callers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("an item of a batch goes on although it was interrupted {} ago", PATIENCE);
      }
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }
}
