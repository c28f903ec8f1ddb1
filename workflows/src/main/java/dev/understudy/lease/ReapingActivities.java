package dev.understudy.lease;

import dev.understudy.Internal;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** What a lease asks of workers that live. */
@Internal
@ActivityInterface
public interface ReapingActivities {
  /** The type of the activity that reaps. */
  String REAP = "understudy.reap";

  /**
   * The task queue that only the worker polls that answers. Asked as a local activity it is the one that decides on the
   * lease, and so lives at that moment: what is there for all is given to those as well that are frozen. Safe to repeat.
   */
  @ActivityMethod(name = "understudy.here")
  String here();

  /**
   * Fails what stands in the ledger of the lease that asks, so that Temporal gives it out again. Safe to repeat, and
   * to do twice at once: each entry is of one attempt, which fails once.
   */
  @ActivityMethod(name = REAP)
  Harvest reap(ReapOrder order);

  /**
   * Fails what has been given to the worker since: one that is frozen, or cut off in silence, has polls out for a
   * minute. Safe to repeat.
   */
  @ActivityMethod(name = "understudy.reap-again")
  Harvest reapAgain(ReapOrder order);
}
