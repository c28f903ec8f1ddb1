package dev.understudy.presence.ably;

import dev.understudy.Internal;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named threads whose tasks cannot fail unseen. What still comes after the end is nobody's concern
 * any more: it is discarded. To be shut down by its owner. Thread-safe.
 */
@Internal
public sealed class ScheduledThreads extends ScheduledThreadPoolExecutor permits WatchedLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledThreads.class);

  /** {@code count} threads called {@code name}, and numbered if they are several. */
  public ScheduledThreads(String name, int count) {
    super(count);
    AtomicInteger number = new AtomicInteger();
    setThreadFactory(
        task -> new Thread(task, count == 1 ? name : name + "-" + number.incrementAndGet()));
    setRemoveOnCancelPolicy(true);
    setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** The executor keeps a task's exception in a future that nobody looks at. */
  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
    super.afterExecute(task, thrown);
    if (task instanceof Future<?> future && future.isDone()) {
      logFailure(future);
    }
  }

  private static void logFailure(Future<?> done) {
    try {
      done.get();
    } catch (CancellationException cancelled) {
      // Somebody wanted that.
    } catch (ExecutionException failure) {
      LOG.error("a task failed that never should: this is a bug", failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
