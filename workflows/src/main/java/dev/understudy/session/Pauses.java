package dev.understudy.session;

import java.time.Duration;

/**
 * Why the work of one session has to wait, if it has to: because a person said so, or because nobody is there
 * whom it is for. Counts for how long it did not have to. Confined to the workflow's threads.
 */
final class Pauses {
  private final TaskCourse course;
  private final ActiveTime activeTime = new ActiveTime();
  private boolean isForAbsence;
  private boolean arePassedBy;
  private boolean isCounting;

  Pauses(TaskCourse course) {
    this.course = course;
  }

  /** Goes on from what an earlier run has counted. */
  void carryOn(long activeMillis) {
    activeTime.carryOn(activeMillis);
  }

  /** The session is open. */
  void begin() {
    isCounting = true;
    changed();
  }

  /** The session is closed: its active time stands still. */
  void end() {
    activeTime.run(false);
    isCounting = false;
  }

  /** Whether the work has to wait at its next checkpoint. */
  boolean isPaused() {
    return !arePassedBy && (course.isPaused() || isForAbsence);
  }

  /** For how long the session has been open without having to wait, over all runs of the task. */
  Duration activeTime() {
    return activeTime.total();
  }

  /** Those whom the work is for are away for so long that it has to wait, or are not any more. */
  void forAbsence(boolean isSo) {
    isForAbsence = isSo;
    changed();
  }

  /** The task cleans up, which nothing holds up any more. */
  void passBy() {
    arePassedBy = true;
    changed();
  }

  boolean arePassedBy() {
    return arePassedBy;
  }

  /** A person may have paused the task, or let it go on. */
  void changed() {
    if (isCounting) {
      activeTime.run(!isPaused());
      course.changed();
    }
  }
}
