package dev.understudy.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all tasks while a test's thread waits for Temporal, which waits for ever for a task that a bug
 * holds: it calls such a thread back. Thread-safe.
 */
final class Watch implements AutoCloseable {
  /** Far longer than what is watched usually takes, and shorter than anybody minds. */
  private static final Duration PACE = Duration.ofMillis(100);

  private final Executions executions;
  private final Bugs bugs;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(looks -> {
        Thread thread = new Thread(looks, "understudy-test-watch");
        thread.setDaemon(true);
        return thread;
      });

  Watch(Executions executions, Bugs bugs) {
    this.executions = executions;
    this.bugs = bugs;
  }

  /**
   * Does {@code call} on this thread, which may wait for tasks until it is interrupted.
   *
   * @param attempts how often a step may fail meanwhile
   * @throws AssertionError if it waited for what a bug holds
   */
  <R> R over(int attempts, Supplier<R> call) {
    Bugs.Passage passage = bugs.new Passage(attempts);
    Waiting waiting = new Waiting(Thread.currentThread());
    ScheduledFuture<?> looks = looking.scheduleWithFixedDelay(
        () -> look(passage, waiting), PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return call.get();
    } finally {
      looks.cancel(false);
      waiting.end();
      passage.requireNoneFound();
      waiting.requireNoneFailed();
    }
  }

  private void look(Bugs.Passage passage, Waiting waiting) {
    try {
      if (passage.look(executions.businesses())) {
        waiting.callBack();
      }
    } catch (StatusRuntimeException stumbled) {
      // the test server lists its workflows without a lock: the next look is soon
    } catch (RuntimeException | Error mishap) {
      waiting.fail(mishap); // or there would be no next look, and nobody would know why
    }
  }

  /** A thread that may be interrupted for as long as it waits, and no longer. Thread-safe. */
  private static final class Waiting {
    private final Thread thread;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private boolean isOver;

    @GuardedBy("lock")
    private boolean isCalledBack;

    /** What a look failed with, which nobody had expected. */
    @GuardedBy("lock")
    private @Nullable Throwable mishap;

    Waiting(Thread thread) {
      this.thread = thread;
    }

    void callBack() {
      synchronized (lock) {
        if (!isOver) {
          isCalledBack = true;
          thread.interrupt();
        }
      }
    }

    /** Nobody looks any more. */
    void fail(Throwable failure) {
      synchronized (lock) {
        if (mishap == null) {
          mishap = failure;
        }
      }
      callBack();
    }

    void requireNoneFailed() {
      synchronized (lock) {
        if (mishap != null) {
          throw new AssertionError("the look at the tasks of this test failed", mishap);
        }
      }
    }

    /** On the thread itself. */
    void end() {
      synchronized (lock) {
        isOver = true;
        if (isCalledBack) {
          var unused = Thread.interrupted();
        }
      }
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
