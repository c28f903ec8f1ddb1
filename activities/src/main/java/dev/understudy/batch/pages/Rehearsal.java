package dev.understudy.batch.pages;

import static java.util.Objects.requireNonNull;

import dev.understudy.batch.pages.BatchSink.Attempt;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.OptionalLong;
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

  /** The sink cannot tell how many effects there are, though it said that it could. */
  private static final class UncountableException extends Exception {
    private UncountableException(Throwable cause) {
      super(cause);
    }
  }

  /**
   * Nothing, if the sink is idempotent as far as it can count, or if it cannot.
   *
   * @param rules say how long each time may take, and in which context
   * @throws ApplicationFailure not retried, if it is not
   */
  static <T> void perform(BatchType<T> type, Item<T> item, Attempt attempt, PageAttempt.Rules rules)
      throws InterruptedException {
    try {
      if (effects(type.sink()).isPresent()) {
        tryOut(type.sink(), item, attempt, rules);
      }
    } catch (UncountableException failure) {
      Throwable cause = requireNonNull(failure.getCause());
      LOG.warn(
          "it is not known whether the sink of batch {} is idempotent: its effects could not be counted: {}",
          type.name(),
          FailureText.of(cause),
          cause);
    }
  }

  private static OptionalLong effects(BatchSink<?> sink) throws UncountableException {
    try {
      return requireNonNull(sink.effects(), "effects() gave null");
    } catch (ActivityCompletionException told) {
      throw told;
    } catch (RuntimeException | Error failure) {
      if (FailureText.isOfTheMachine(failure)) {
        throw failure;
      }
      throw new UncountableException(failure);
    }
  }

  private static <T> void tryOut(
      BatchSink<T> sink, Item<T> item, Attempt attempt, PageAttempt.Rules rules)
      throws InterruptedException, UncountableException {
    try (ItemThreads threads = new ItemThreads(1, rules.context())) {
      Call call = () -> threads.call(0, () -> processed(sink, item, attempt), rules.itemTime());
      if (hasAnotherEffectEachTime(sink, item, call)) {
        throw Refusal.of(
            RefusalCode.BATCH_SINK_NOT_IDEMPOTENT,
            ("the sink is not idempotent: item %s had another effect each of the %d times that it was"
                    + " processed again under the key %s; write each key once")
                .formatted(item.key(), REPEATS, attempt.idempotencyKey()));
      }
    }
  }

  private static <T> Item<T> processed(BatchSink<T> sink, Item<T> item, Attempt attempt)
      throws Exception {
    sink.process(item, attempt);
    return item;
  }

  private static boolean hasAnotherEffectEachTime(BatchSink<?> sink, Item<?> item, Call call)
      throws InterruptedException, UncountableException {
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

  private static long count(BatchSink<?> sink) throws UncountableException {
    return effects(sink)
        .orElseThrow(
            () -> new UncountableException(new IllegalStateException("effects() counts no more")));
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
