package dev.understudy.session;

import io.temporal.workflow.Async;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;

/**
 * Notices that a run was reset, which Temporal does not tell its code: the run that follows has a copy of the
 * history up to the reset, with a run id of its own, and goes on from there, however much later.
 *
 * <p>Only such a run has an id that is not the original one, so only that looks; so does a replayer, which has no
 * id. It asks {@link Workflow#getVersion} at each workflow task, under a name that is never used again. For what is
 * a copy that answers that no such version was known then, and leaves no trace. For the first task beyond the copy
 * it answers 1, and writes that into the history, so that a replay notices the reset in the same place. The run's
 * id stands beside it: of several resets after each other each run notices its own, and those before it.
 *
 * <p>The step clock's watch does not do alone: it knows of a reset only when the task needs a number, and a task that
 * waits needs none for days. But it is there before the first look, which waits for a moment: so what the run does
 * first is {@linkplain #noticed told} by it.
 *
 * <p>Confined to the workflow's threads.
 */
final class ResetNotice {
  private static final String CHANGE = "understudy.reset-at-";

  private final Functions.Proc onReset;
  private int noticed;
  private boolean isDone;
  private long lookedAtMillis;

  /** Has {@code onReset} done at each reset of the run whose code calls this, once it has {@linkplain #begin begun}. */
  ResetNotice(Functions.Proc onReset) {
    this.onReset = onReset;
  }

  /** Looks, and goes on looking at each workflow task until there is nothing more to see. */
  void begin() {
    WorkflowInfo run = Workflow.getInfo();
    if (!run.getRunId().equals(run.getOriginalExecutionRunId())) {
      look();
      Workflow.newDetachedCancellationScope(() -> Async.procedure(this::lookAtEachTask))
          .run();
    }
  }

  /** How often it has been noticed, up to here, that this run was reset; at least once for each time that it was. */
  int count() {
    return noticed;
  }

  /** Somebody else has noticed that this run has been reset, maybe earlier. */
  void noticed() {
    noticed++;
    onReset.apply();
  }

  private void lookAtEachTask() {
    while (!isDone) {
      Workflow.await(() -> Workflow.currentTimeMillis() > lookedAtMillis);
      look();
    }
  }

  private void look() {
    lookedAtMillis = Workflow.currentTimeMillis();
    int known = Workflow.getVersion(CHANGE + lookedAtMillis, Workflow.DEFAULT_VERSION, 1);
    if (known != Workflow.DEFAULT_VERSION) {
      String run = Workflow.getInfo().getRunId();
      isDone = Workflow.sideEffect(String.class, () -> run).equals(run);
      noticed();
    }
  }
}
