package dev.understudy.step;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;

/**
 * When the steps of a task are scheduled, for their fencing tokens: a hybrid logical clock (Kulkarni and others,
 * "Logical Physical Clocks", 2014) with one node. It reads the workflow's clock in epoch milliseconds, or one
 * more than the last if that is higher, which is carried over continue-as-new. Other than a {@link StepClock} it
 * moves with the time, and a step that is scheduled again since its workflow task was lost has another. Confined
 * to the workflow's threads.
 */
final class FenceClock {
  private static final WorkflowLocal<FenceClock> OF_THIS_TASK =
      WorkflowLocal.withCachedInitial(FenceClock::new);

  private long last;

  private FenceClock() {}

  static FenceClock ofThisTask() {
    return OF_THIS_TASK.get();
  }

  long next() {
    last = Math.max(Workflow.currentTimeMillis(), last + 1);
    return last;
  }

  long last() {
    return last;
  }

  void carryOn(long earlier) {
    last = Math.max(last, earlier);
  }
}
