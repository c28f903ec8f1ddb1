package dev.understudy.lease;

import dev.understudy.Internal;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a lease asks of any worker that lives. */
@Internal
@ActivityInterface
public interface ReapingActivities {
  /**
   * Fails what stands in the ledger of the lease that asks, so that Temporal gives it out again. Safe to repeat, and
   * to do twice at once: each entry is of one attempt, which fails once.
   */
  @ActivityMethod(name = "understudy.reap")
  Harvest reap(ReapOrder order);
}
