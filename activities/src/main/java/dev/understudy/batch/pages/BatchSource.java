package dev.understudy.batch.pages;

import java.util.Optional;

/**
 * Where a batch's items come from. Thread-safe: several batches may read at once.
 *
 * <p>A page should have the same items whenever it is read, so that an attempt can go on where another
 * died. One that has changed meanwhile is begun anew, three times at most.
 */
@FunctionalInterface
public interface BatchSource<T> {

  /**
   * The items at a place.
   *
   * @param argument what the batch's spec says
   * @param cursor where, as given by the page before; empty for the first page
   * @param size how many items at the most
   * @throws Exception if they cannot be read now; tried again, until the limit of attempts at a page. An
   *     {@link IllegalArgumentException}, or an {@link io.temporal.failure.ApplicationFailure} that says
   *     so, is not tried again
   */
  Page<T> page(String argument, Optional<String> cursor, int size) throws Exception;

  /**
   * How many items there are, for the estimate; asked once. Empty if that is not known.
   *
   * @throws Exception if it cannot be told; the batch goes on without, and the log warns
   */
  default Optional<Long> total(String argument) throws Exception {
    return Optional.empty();
  }
}
