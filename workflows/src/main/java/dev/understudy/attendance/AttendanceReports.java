package dev.understudy.attendance;

import dev.understudy.Internal;
import io.temporal.workflow.SignalMethod;

/** What a task hears of its attendances. Every task with a session listens; not for people. */
@Internal
public interface AttendanceReports {
  /** An attendance that this run took over has ended. */
  @SignalMethod(name = AttendanceEnd.SIGNAL)
  void ended(AttendanceEnd end);

  /** Who is online in a session of this task has become known, or has changed. */
  @SignalMethod(name = Sighting.SIGNAL)
  void sighted(Sighting sighting);

  /** How an agent of this task has come from one worker to another, from one that cannot tell whom it sees. */
  @SignalMethod(name = ToldHandoff.SIGNAL)
  void handedOver(Handoff handoff);
}
