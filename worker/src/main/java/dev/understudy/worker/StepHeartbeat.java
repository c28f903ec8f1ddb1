package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heartbeats beside a piece of work on this thread. When Temporal answers that the work is cancelled
 * or somebody else's by now, the thread is interrupted, so that work that blocks learns of it.
 */
final class StepHeartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StepHeartbeat.class);

  private final Object lock = new Object();
  private final Thread worker = Thread.currentThread();
  private final Runnable beat;

  @GuardedBy("lock")
  private boolean isOver;

  @GuardedBy("lock")
  private @Nullable ActivityCompletionException end;

  private @Nullable Future<?> rhythm;

  private StepHeartbeat(Runnable beat) {
    this.beat = beat;
  }

  static StepHeartbeat start(Runnable beat, Duration period, ScheduledExecutorService heartbeats) {
    StepHeartbeat heartbeat = new StepHeartbeat(beat);
    heartbeat.rhythm = heartbeats.scheduleAtFixedRate(
        heartbeat::beat, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return heartbeat;
  }

  private void beat() {
    try {
      beat.run();
    } catch (ActivityCompletionException told) {
      interrupt(told);
    } catch (RuntimeException unheard) {
      LOG.warn("a heartbeat of a step failed; the next one may not", unheard);
    }
  }

  private void interrupt(ActivityCompletionException told) {
    synchronized (lock) {
      if (!isOver && end == null) {
        end = told;
        worker.interrupt();
      }
    }
  }

  /** Does the work; if it fails after Temporal has ended it, that end is the failure. */
  <T> T during(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException failure) {
      ActivityCompletionException told = finish();
      if (told == null) {
        throw failure;
      }
      told.addSuppressed(failure);
      throw told;
    }
  }

  private @Nullable ActivityCompletionException finish() {
    synchronized (lock) {
      isOver = true;
      return end;
    }
  }

  /** After this the thread is not interrupted any more, nor left so. */
  @Override
  public void close() {
    if (rhythm != null) {
      rhythm.cancel(false);
    }
    if (finish() != null) {
      Thread.interrupted();
    }
  }
}
