package dev.understudy.batch.pages;

import dev.understudy.batch.BatchActivities;
import dev.understudy.batch.pages.BatchSink.Attempt;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes one item again, to see whether that makes another effect. Effects of others, who write
 * meanwhile, may look like one: so a sink is only accused if that happens each time.
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final int REPEATS = 3;

  private Rehearsal() {}

  /** Processes the item within its time. */
  @FunctionalInterface
  private interface Call {
    void perform() throws Exception;
  }

  /**
   * Nothing, if the sink is idempotent as far as it can count, or if it cannot.
   *
   * @param limit how long each time may take
   * @throws ApplicationFailure not retried, if it is not
   */
  static <T> void perform(BatchSink<T> sink, Item<T> item, Attempt attempt, Duration limit)
      throws InterruptedException {
    if (sink.effects().isEmpty()) {
      return;
    }
    try (ItemThreads threads = new ItemThreads(1)) {
      Call call = () -> threads.call(0, () -> processed(sink, item, attempt), limit);
      if (hasAnotherEffectEachTime(sink, item, call)) {
        throw ApplicationFailure.newNonRetryableFailure(
            "the sink is not idempotent: item %s had another effect each of the %d times that it was processed again under the key %s; write each key once"
                .formatted(item.key(), REPEATS, attempt.idempotencyKey()),
            BatchActivities.INVALID);
      }
    }
  }

  private static <T> Item<T> processed(BatchSink<T> sink, Item<T> item, Attempt attempt)
      throws Exception {
    sink.process(item, attempt);
    return item;
  }

  private static boolean hasAnotherEffectEachTime(BatchSink<?> sink, Item<?> item, Call call)
      throws InterruptedException {
    if (!isProcessed(item, call)) {
      return false;
    }
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      long before = count(sink);
      if (!isProcessed(item, call) || count(sink) <= before) {
        return false;
      }
    }
    return true;
  }

  private static long count(BatchSink<?> sink) {
    return sink.effects().orElseThrow();
  }

  /** What fails here fails again when it is the item's turn, and is treated there. */
  private static boolean isProcessed(Item<?> item, Call call) throws InterruptedException {
    try {
      call.perform();
      return true;
    } catch (InterruptedException told) {
      throw told;
    } catch (Exception | Error failure) {
      LOG.debug("item {} cannot show whether its sink is idempotent", item.key(), failure);
      return false;
    }
  }
}
