package dev.understudy.batch.pages;

import dev.understudy.batch.BatchActivities;
import dev.understudy.batch.pages.BatchSink.Attempt;
import io.temporal.failure.ApplicationFailure;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes one item twice, to see whether that makes one effect or two. */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  private Rehearsal() {}

  /**
   * Nothing, if the sink is idempotent as far as it can count, or if it cannot.
   *
   * @throws ApplicationFailure not retried, if it is not
   */
  static <T> void perform(BatchSink<T> sink, Item<T> item, Attempt attempt)
      throws InterruptedException {
    OptionalLong before = sink.effects();
    if (before.isEmpty() || !isProcessedTwice(sink, item, attempt)) {
      return;
    }
    long effects = sink.effects().orElseThrow() - before.getAsLong();
    if (effects > 1) {
      throw ApplicationFailure.newNonRetryableFailure(
          "the sink is not idempotent: item %s, processed twice under the key %s, had %d effects; write each key once"
              .formatted(item.key(), attempt.idempotencyKey(), effects),
          BatchActivities.INVALID);
    }
  }

  /** What fails here fails again when it is the item's turn, and is treated there. */
  private static <T> boolean isProcessedTwice(BatchSink<T> sink, Item<T> item, Attempt attempt)
      throws InterruptedException {
    try {
      sink.process(item, attempt);
      sink.process(item, attempt);
      return true;
    } catch (InterruptedException told) {
      throw told;
    } catch (Exception failure) {
      LOG.debug("item {} cannot show whether its sink is idempotent", item.key(), failure);
      return false;
    }
  }
}
