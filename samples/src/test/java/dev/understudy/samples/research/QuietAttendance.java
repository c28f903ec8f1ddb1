package dev.understudy.samples.research;

import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.AttendanceWorkflow;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Presence without Ably: nobody is there, and what was published is remembered. Thread-safe. */
final class QuietAttendance implements AttendanceActivities {
  private final List<String> published = new CopyOnWriteArrayList<>();

  /** Without the activity that keeps an agent present, so that the test environment may skip time. */
  public static final class Resting implements AttendanceWorkflow {
    private final CompletablePromise<LeaveReason> ended = Workflow.newPromise();

    @Override
    public LeaveReason attend(AttendanceSpec spec) {
      return ended.get();
    }

    @Override
    public void adopt(AttendanceSpec spec) {
      throw new AssertionError("research does not continue as new");
    }

    @Override
    public void close(LeaveReason reason) {
      ended.complete(reason);
    }
  }

  @Override
  public LeaveReason attend(AttendanceSpec spec) {
    throw new AssertionError("the attendance of these tests rests");
  }

  @Override
  public void cancel(String task) {
    throw new AssertionError("nobody cancels research");
  }

  @Override
  public People look(SessionName session) {
    return People.NOBODY;
  }

  @Override
  public void show(AttendanceSpec spec, Status status) {}

  @Override
  public void publish(AttendanceSpec spec, Publication publication) {
    published.add("%s: %s %s".formatted(spec.agent(), publication.name(), publication.data()));
  }

  /** What was published, each like {@code "researcher: report Cod."}. */
  List<String> published() {
    return published;
  }
}
