package dev.understudy.batch.pages;

import java.util.OptionalLong;

/**
 * What becomes of a batch's items. Thread-safe: items are processed in parallel.
 *
 * <p>Both methods are safe to repeat: a worker that dies after an item took effect and before that was
 * noted leaves it to be processed again, under the same idempotency key. A write that does nothing when
 * the key is there already is all it takes.
 */
public interface BatchSink<T> {

  /**
   * Processes an item, once in effect. Is interrupted when the task is cancelled or its worker stops.
   *
   * @throws UnavailableException if nothing can be processed at the moment; the page is tried again
   *     later, and the item is not to blame
   * @throws Exception if this item cannot be processed; tried again a little later, and set aside when
   *     it has failed often enough, or at once for an {@link io.temporal.failure.ApplicationFailure} that
   *     is not to be retried
   */
  void process(Item<T> item, Attempt attempt) throws Exception;

  /**
   * Takes an item that could not be processed. It may have taken effect all the same, if its worker died
   * just after.
   *
   * @param cause of its last failure; in words if that was in an earlier attempt at its page, which could
   *     not set it aside
   * @throws Exception if that is not possible now; the page is tried again later
   */
  void setAside(Item<T> item, Attempt attempt, Exception cause) throws Exception;

  /**
   * How many effects there are, over all batches; empty if that cannot be counted. If it can, the first
   * item of a batch is processed again, up to three times, and a batch whose sink has another effect each
   * time is refused: its sink is not idempotent. Count only if others write seldom, or none. If it throws,
   * the batch goes on untried, and the log warns.
   */
  default OptionalLong effects() {
    return OptionalLong.empty();
  }

  /**
   * One attempt at an item.
   *
   * @param idempotencyKey the same for every attempt at this item in this task, and for no other item
   * @param number from 1, as far as is known: a worker that died may have made more
   */
  record Attempt(String idempotencyKey, int number) {}
}
