package dev.understudy.session;

import dev.understudy.presence.AttendanceEnd;
import io.temporal.workflow.SignalMethod;

/** What a task hears of its attendances. Every task with a session listens; not for people. */
public interface AttendanceReports {
  /** An attendance that this run took over has ended. */
  @SignalMethod(name = AttendanceEnd.SIGNAL)
  void ended(AttendanceEnd end);
}
