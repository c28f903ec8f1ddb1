package dev.understudy.batch.pages;

import dev.understudy.batch.PageNotes;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes in an activity's heartbeat details. The SDK sends those a few times per heartbeat timeout, which
 * is enough for what took effect: an idempotent sink forgives a repetition. It is not enough to convict
 * an item that kills its worker, so a careful notebook sends each note by itself and waits for that.
 * Guarded by its user's lock.
 */
final class HeartbeatNotebook implements Notebook {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatNotebook.class);

  /** Far below any heartbeat period; keeps the notes of quick items from costing more than the items. */
  private static final long PERIOD_NANOS = Duration.ofMillis(100).toNanos();

  private final ActivityExecutionContext context;
  private final ActivityCompletionClient direct;
  private final boolean isCareful;
  private long lastNanos = System.nanoTime() - PERIOD_NANOS;

  HeartbeatNotebook(ActivityExecutionContext context, boolean isCareful) {
    this.context = context;
    this.direct = context.getWorkflowClient().newActivityCompletionClient();
    this.isCareful = isCareful;
  }

  @Override
  public void note(Supplier<PageNotes> now) {
    if (isCareful) {
      PageNotes notes = now.get();
      context.heartbeat(notes); // or a later heartbeat would repeat an earlier note
      direct.heartbeat(context.getTaskToken(), notes);
    } else if (System.nanoTime() - lastNanos >= PERIOD_NANOS) {
      lastNanos = System.nanoTime();
      context.heartbeat(now.get());
    }
  }

  /** The last note of an attempt that ends; if nobody takes it, the next attempt does a little more. */
  void close(PageNotes last) {
    try {
      context.heartbeat(last);
      direct.heartbeat(context.getTaskToken(), last);
    } catch (ActivityCompletionException told) {
      LOG.debug("the last notes of an attempt at a page were not taken", told);
    }
  }
}
