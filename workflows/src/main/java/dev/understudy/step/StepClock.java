package dev.understudy.step;

import dev.understudy.Internal;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLocal;
import java.time.Duration;

/**
 * Numbers the steps of a task, and what the task shows, says and asks itself: whoever sees two numbers knows
 * which is newer, and two things never have the same. Confined to the workflow's threads.
 *
 * <p>Numbers count from an anchor, the workflow's clock in epoch milliseconds. It makes them grow where the last
 * one is forgotten, in a reset, and from one task to the next of the same workflow id, unless the first has used
 * up more than a thousand a second in all its life. Across continue-as-new the last is carried over. A run takes
 * an anchor with its first number, and another once it has been {@linkplain ResetWatch reset}.
 *
 * <p>A workflow task that is lost runs again with another time. So a number must not be seen before its anchor
 * is in history. What leaves by a command, such as a step, leaves together with the anchor; what leaves earlier,
 * as local activities do, {@linkplain #nextKept waits} for the next workflow task, once for each anchor.
 */
@Internal
public final class StepClock {
  private static final WorkflowLocal<StepClock> OF_THIS_TASK =
      WorkflowLocal.withCachedInitial(StepClock::new);

  /** The shortest there is; it ends the workflow task, which puts into history what that has decided. */
  private static final Duration A_MOMENT = Duration.ofMillis(1);

  private final ResetWatch resets = new ResetWatch();
  private long last;

  /** The workflow task that took the anchor, by its place in history. */
  private long anchoredIn;

  private boolean isAnchoring;

  private Runnable onReset = () -> {};

  private StepClock() {}

  /** The one of the task whose code runs on this thread. */
  public static StepClock ofThisTask() {
    return OF_THIS_TASK.get();
  }

  /** Has {@code action}, which waits for nothing, done before the first number that is given after a reset. */
  public void whenReset(Runnable action) {
    onReset = action;
  }

  /** A number higher than all before, for what leaves by a command of this workflow task. */
  public long next() {
    anchor();
    return ++last;
  }

  /**
   * A number higher than all before that stays the same if this workflow task is lost, for what leaves before
   * the task is complete.
   */
  public long nextKept() {
    anchor();
    while (Workflow.getInfo().getHistoryLength() <= anchoredIn) {
      uncancelled(() -> Workflow.sleep(A_MOMENT));
      anchor();
    }
    return ++last;
  }

  /** The number of a step, which {@code isLocal} if it begins before its workflow task is complete. */
  public long next(boolean isLocal) {
    return isLocal ? nextKept() : next();
  }

  /** Counts on from now if this run has not done so yet, or has been reset since. */
  private void anchor() {
    if (isAnchoring) {
      uncancelled(() -> Workflow.await(() -> !isAnchoring));
    }
    if (resets.isAnotherRun()) {
      boolean isReset = resets.hasBegun();
      isAnchoring = true;
      resets.begin(Workflow.sideEffect(String.class, () -> Workflow.getInfo().getRunId()));
      last = Math.max(last, Workflow.currentTimeMillis());
      anchoredIn = Workflow.getInfo().getHistoryLength();
      isAnchoring = false;
      if (isReset) {
        onReset.run();
      }
    }
  }

  private static void uncancelled(Runnable wait) {
    Workflow.newDetachedCancellationScope(wait).run();
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
