package dev.understudy.batch.pages;

import dev.understudy.batch.BatchActivities;
import dev.understudy.batch.PageNotes;
import dev.understudy.batch.PageOrder;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/**
 * The attempts at a page: whether another one may follow a failure, and how the batch ends if none may.
 * Immutable.
 */
record PageTries(PageOrder order, Resumption resumption) {
  private static final String PAGE_FAILED = "understudy.batch.page-failed";

  /** The tries as they are at the attempt that runs in {@code context}. */
  static PageTries of(PageOrder order, ActivityExecutionContext context) {
    PageNotes newest = context.getHeartbeatDetails(PageNotes.class).orElse(order.notes());
    return new PageTries(order, Resumption.of(newest, context.getInfo().getAttempt()));
  }

  /**
   * Nothing, if this attempt may be made.
   *
   * @throws ApplicationFailure if not: the last one that may be said nothing, so it died
   */
  void requireAnother() {
    int inVain = resumption.inVain();
    if (inVain > most()) {
      throw stuck(inVain - 1, ", and its worker died at the last", null);
    }
  }

  private int most() {
    return order.spec().limits().pageAttempts();
  }

  /** What to end this attempt with after {@code failure}. */
  ApplicationFailure after(Throwable failure) {
    if (failure instanceof ApplicationFailure stated && stated.isNonRetryable()) {
      return stated;
    }
    int inVain = resumption.inVain();
    if (inVain >= most()) {
      return stuck(inVain, ": " + FailureText.of(failure), failure);
    }
    return ApplicationFailure.newFailureWithCause(
        "%s failed: %s".formatted(page(), FailureText.of(failure)), PAGE_FAILED, failure);
  }

  private ApplicationFailure stuck(int times, String why, @Nullable Throwable cause) {
    return ApplicationFailure.newNonRetryableFailureWithCause(
        "%s was tried %d times in vain%s".formatted(page(), times, why),
        BatchActivities.STUCK,
        cause);
  }

  /** What the page is called. */
  String page() {
    return "the page at %s of batch %s"
        .formatted(
            order.cursor().map(cursor -> "'" + cursor + "'").orElse("the beginning"),
            order.spec().batch());
  }
}
