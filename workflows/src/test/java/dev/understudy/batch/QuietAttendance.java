package dev.understudy.batch;

import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import io.temporal.activity.Activity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;

/** Remembers what was shown. Thread-safe. */
@NullMarked
final class QuietAttendance implements AttendanceActivities {
  private final List<Status> shown = new CopyOnWriteArrayList<>();

  @Override
  public LeaveReason attend(AttendanceSpec spec) {
    throw new AssertionError("the attendance of these tests rests");
  }

  @Override
  public void cancel(String task) {
    Activity.getExecutionContext()
        .getWorkflowClient()
        .newUntypedWorkflowStub(task)
        .cancel();
  }

  @Override
  public People look(SessionName session) {
    return People.NOBODY;
  }

  @Override
  public void show(AttendanceSpec spec, Status status) {
    shown.add(status);
  }

  @Override
  public void publish(AttendanceSpec spec, Publication publication) {
    throw new AssertionError("these tests publish nothing");
  }

  Status latest() {
    return shown.get(shown.size() - 1);
  }

  List<Status> shown() {
    return shown;
  }
}
