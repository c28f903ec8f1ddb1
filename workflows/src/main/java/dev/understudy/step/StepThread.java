package dev.understudy.step;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;

/** The thread on which an activity's own method runs: it alone knows which step it is. */
public final class StepThread {
  private StepThread() {}

  /**
   * The context of the activity that runs on this thread.
   *
   * @param what is asked for; begins a sentence
   * @param instead what an item of a batch has in its place, as a clause
   * @throws IllegalStateException if none does
   */
  public static ActivityExecutionContext context(String what, String instead) {
    try {
      return Activity.getExecutionContext();
    } catch (IllegalStateException none) {
      throw new IllegalStateException(
          "%s is asked for on the thread of a step, and no step runs on this one; in an item of a batch, %s"
              .formatted(what, instead),
          none);
    }
  }
}
