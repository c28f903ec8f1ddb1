package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import io.temporal.activity.Activity;

/** Attendances over Ably. Thread-safe. */
public final class AblyAttendanceActivities implements AttendanceActivities {
  private final Attendances attendances;

  public AblyAttendanceActivities(Attendances attendances) {
    this.attendances = attendances;
  }

  /** Completed later, and elsewhere: what this returns is not looked at. */
  @Override
  public LeaveReason attend(AttendanceSpec spec) {
    attendances.take(spec, Activity.getExecutionContext());
    return LeaveReason.COMPLETED;
  }

  @Override
  public void cancel(String task) {
    attendances.cancel(task);
  }

  @Override
  public People look(SessionName session) {
    return attendances.look(session);
  }

  @Override
  public void show(AttendanceSpec spec, Status status) {
    attendances.show(spec, status);
  }

  @Override
  public void publish(AttendanceSpec spec, Publication message) {
    attendances.publish(spec, message);
  }
}
