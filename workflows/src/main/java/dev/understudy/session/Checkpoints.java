package dev.understudy.session;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;

/**
 * Where the work of one session waits while it is paused: because a person said so, or because nobody is
 * there whom it is for. Confined to the workflow's threads.
 */
final class Checkpoints {
  private final Openness openness;
  private final TaskCourse course;
  private final Pauses pauses;
  private final AudienceWatch watch;
  private final AttendanceHandle attendance;
  private final ShownStatus shown;

  /** The scope of whoever opened the session, and with that of all its work that is not detached. */
  private final CancellationScope around = CancellationScope.current();

  /** The checkpoints of a session that is opened in the scope of this call. */
  Checkpoints(
      Openness openness,
      TaskCourse course,
      Pauses pauses,
      AudienceWatch watch,
      AttendanceHandle attendance,
      ShownStatus shown) {
    this.openness = openness;
    this.course = course;
    this.pauses = pauses;
    this.watch = watch;
    this.attendance = attendance;
    this.shown = shown;
  }

  /** Waits while the work is paused, and shows that. */
  void pass() {
    openness.require();
    CancellationScope.throwCanceled();
    throwIfLost();
    if (pauses.isPaused() && !isToCleanUp()) {
      do {
        shown.paused(this::awaitNoPause);
      } while (pauses.isPaused());
    }
  }

  private void awaitNoPause() {
    Workflow.await(() -> !pauses.isPaused() || isCancelled() || isLost());
    if (!isToCleanUp()) {
      awaitNoPauseUnlessCancelledHere();
    }
  }

  private void awaitNoPauseUnlessCancelledHere() {
    Workflow.await(() -> !pauses.isPaused() || isCancelledHere() || isLost());
    if (pauses.isPaused() && !isCancelledHere()) {
      throwIfLost();
    }
    if (!isToCleanUp()) {
      Workflow.await(() -> !pauses.isPaused());
    }
  }

  /** Whether no work may go on: the agent is not kept present any more, or a listener has failed. */
  private boolean isLost() {
    return attendance.hasEnded() || watch.listeners().haveFailed();
  }

  private void throwIfLost() {
    attendance.throwIfEnded();
    watch.listeners().throwIfFailed();
  }

  /** Nobody can resume a task that is cancelled, so a pause must not hold up its detached clean-up. */
  private boolean isToCleanUp() {
    if (pauses.isPaused() && isCancelled()) {
      pauses.passBy();
      watch.letGo();
    }
    return pauses.arePassedBy();
  }

  private boolean isCancelled() {
    return isCancelledHere() || course.isRunCancelled();
  }

  private boolean isCancelledHere() {
    return around.isCancelRequested();
  }
}
