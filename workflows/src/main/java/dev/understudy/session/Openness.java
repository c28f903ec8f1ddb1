package dev.understudy.session;

import dev.understudy.attendance.AttendanceSpec;

/** Whether one session is open. Confined to the workflow's threads. */
final class Openness {
  private final AttendanceSpec spec;
  private boolean isOpen = true;

  Openness(AttendanceSpec spec) {
    this.spec = spec;
  }

  boolean isOpen() {
    return isOpen;
  }

  /** Nothing may be done in the session any more. */
  void end() {
    isOpen = false;
  }

  void require() {
    if (!isOpen) {
      throw new IllegalStateException(
          "the session of %s in %s is closed: do this before it is, or open another"
              .formatted(spec.agent(), spec.session()));
    }
  }
}
