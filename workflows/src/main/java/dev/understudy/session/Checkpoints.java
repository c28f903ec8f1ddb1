package dev.understudy.session;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;

/**
 * Where the work of one session waits while it is paused: because a person said so, or because nobody is
 * there whom it is for. Confined to the workflow's threads.
 */
final class Checkpoints {
  private final OrderHandler orders;
  private final AudienceWatch watch;
  private final AttendanceHandle attendance;
  private final Runnable onCleanUp;

  /** Of whoever opened the session, and with that of all its work that is not detached. */
  private final CancellationScope around = CancellationScope.current();

  private boolean isCleaningUp;

  /**
   * Of a session that is opened here.
   *
   * @param onCleanUp runs when the clean-up of a task that is cancelled begins to pass by pauses
   */
  Checkpoints(
      OrderHandler orders, AudienceWatch watch, AttendanceHandle attendance, Runnable onCleanUp) {
    this.orders = orders;
    this.watch = watch;
    this.attendance = attendance;
    this.onCleanUp = onCleanUp;
  }

  /** Waits while the work is paused, which {@code appearance} shows. */
  void pass(ShownStatus appearance) {
    CancellationScope.throwCanceled();
    throwIfLost();
    if (isPaused() && !isToCleanUp()) {
      do {
        appearance.paused(this::awaitNoPause);
      } while (isPaused());
    }
  }

  /** Whether the work has to wait at the next one. */
  boolean isPaused() {
    return !isCleaningUp && (orders.ordered().isPaused() || watch.isPausing());
  }

  private void awaitNoPause() {
    Workflow.await(() -> !isPaused() || isCancelled() || isLost());
    if (!isToCleanUp()) {
      awaitNoPauseUnlessCancelledHere();
    }
  }

  private void awaitNoPauseUnlessCancelledHere() {
    Workflow.await(() -> !isPaused() || isCancelledHere() || isLost());
    if (isPaused() && !isCancelledHere()) {
      throwIfLost();
    }
    if (!isToCleanUp()) {
      Workflow.await(() -> !isPaused());
    }
  }

  /** Whether no work may go on: the agent is not kept present any more, or a listener has failed. */
  private boolean isLost() {
    return attendance.hasEnded() || watch.hasFailed();
  }

  private void throwIfLost() {
    attendance.throwIfEnded();
    watch.throwIfFailed();
  }

  /** Nobody can resume a task that is cancelled, so a pause must not hold up its detached clean-up. */
  private boolean isToCleanUp() {
    if (isPaused() && isCancelled()) {
      isCleaningUp = true;
      watch.letGo();
      onCleanUp.run();
    }
    return isCleaningUp;
  }

  boolean isCleaningUp() {
    return isCleaningUp;
  }

  private boolean isCancelled() {
    return isCancelledHere() || orders.isRunCancelled();
  }

  private boolean isCancelledHere() {
    return around.isCancelRequested();
  }
}
