package dev.understudy.batch;

import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import java.util.Optional;

/**
 * Notices a source whose cursors go round in circles, in constant memory: each cursor is compared with
 * one landmark, which moves to the present cursor after 1, 2, 4, 8, … pages. A circle is noticed as soon
 * as a landmark lies on it and the next one is further away than the circle is long: after at most
 * three times as many pages as it took to close it. (R. P. Brent, An improved Monte Carlo factorization
 * algorithm, BIT 20, 1980.) Immutable.
 *
 * @param landmark empty before the first page
 * @param passed pages since then
 * @param reach pages until the landmark moves
 */
record CursorWatch(Optional<String> landmark, long passed, long reach) {
  static final CursorWatch START = new CursorWatch(Optional.empty(), 0, 1);

  /**
   * After one more page.
   *
   * @param present where that page began
   * @param next where it says that the next one begins
   * @throws io.temporal.failure.ApplicationFailure not retried, if that was the beginning of an earlier
   *     page
   */
  CursorWatch after(Optional<String> present, String next) {
    Refusal.unless(
        !present.equals(Optional.of(next)),
        RefusalCode.BATCH_CURSOR_STUCK,
        "the source's cursor stays at '%s': a page must give the beginning of the next one"
            .formatted(next));
    Refusal.unless(
        !landmark.equals(Optional.of(next)),
        RefusalCode.BATCH_CURSOR_STUCK,
        "the source's cursor goes backwards: '%s' was given as the beginning of a page before"
            .formatted(next));
    return passed + 1 == reach
        ? new CursorWatch(Optional.of(next), 0, 2 * reach)
        : new CursorWatch(landmark, passed + 1, reach);
  }
}
