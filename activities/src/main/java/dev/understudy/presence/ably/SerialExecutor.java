package dev.understudy.presence.ably;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.Internal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on another executor, one at a time and in order. A task that fails is logged; if the other
 * executor takes no more, the tasks that wait are dropped. Thread-safe.
 */
@Internal
public final class SerialExecutor implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

  private final Executor other;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  /** Whether a task runs or is about to. */
  @GuardedBy("lock")
  private boolean isBusy;

  public SerialExecutor(Executor other) {
    this.other = other;
  }

  @Override
  public void execute(Runnable task) {
    synchronized (lock) {
      waiting.add(task);
      if (isBusy) {
        return;
      }
      isBusy = true;
    }
    start();
  }

  private void start() {
    try {
      other.execute(this::runNext);
    } catch (RejectedExecutionException closed) {
      synchronized (lock) {
        LOG.debug("{} tasks came after the end", waiting.size(), closed);
        waiting.clear();
        isBusy = false;
      }
    }
  }

  private void runNext() {
    Runnable task;
    synchronized (lock) {
      task = waiting.remove();
    }
    try {
      task.run();
    } catch (RuntimeException failure) {
      LOG.error("a task failed that never should: this is a bug", failure);
    } finally {
      goOn();
    }
  }

  private void goOn() {
    synchronized (lock) {
      if (waiting.isEmpty()) {
        isBusy = false;
        return;
      }
    }
    start();
  }
}
