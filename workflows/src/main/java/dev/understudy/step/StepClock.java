package dev.understudy.step;

import dev.understudy.Internal;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;

/**
 * Orders the steps of a task, and what the task shows and says itself: a hybrid logical clock (Kulkarni and
 * others, "Logical Physical Clocks", 2014) with one node. A number is the workflow's clock in epoch
 * milliseconds, or one more than the last if that is higher. The counting makes numbers grow within a run, and
 * across continue-as-new because the last is carried over; the clock makes them grow across a reset, which
 * forgets the last ones, and across two tasks that have one workflow id after another. Confined to the
 * workflow's threads.
 */
@Internal
public final class StepClock {
  private static final WorkflowLocal<StepClock> OF_THIS_TASK =
      WorkflowLocal.withCachedInitial(StepClock::new);

  private long last;

  private StepClock() {}

  /** The one of the task whose code runs on this thread. */
  public static StepClock ofThisTask() {
    return OF_THIS_TASK.get();
  }

  /** A number higher than all before. */
  public long next() {
    last = Math.max(Workflow.currentTimeMillis(), last + 1);
    return last;
  }

  /** The number that was given last; zero before the first. */
  long last() {
    return last;
  }

  /** Goes on from an earlier run. */
  void carryOn(long earlier) {
    last = Math.max(last, earlier);
  }
}
