package dev.understudy.batch;

import dev.understudy.Internal;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a batch asks of a worker. */
@Internal
@ActivityInterface
public interface BatchActivities {
  /** Type of the failure, not retried, of a batch that set more items aside than it may. */
  String TOO_MANY_SET_ASIDE = "understudy.batch.too-many-set-aside";

  /** Type of the failure, not retried, of a page that was tried in vain too often. */
  String STUCK = "understudy.batch.stuck";

  /**
   * Processes a page, or as much of it as one stint allows. Safe to repeat if the sink is: each attempt
   * goes on where the last one's heartbeat details say, and every item has its own idempotency key.
   *
   * @throws io.temporal.failure.ApplicationFailure of one of the types above, or of {@link
   *     dev.understudy.refusal.Refusal#TYPE}
   */
  @ActivityMethod(name = "understudy.page")
  PageOutcome process(PageOrder order);
}
