package dev.understudy.testing;

import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** Attendances in rooms of a test. Thread-safe. */
final class MemoryAttendance implements AttendanceActivities {
  /** From one look that sees nothing to the next, by the skipped clock. What comes back into view is told anyway. */
  private static final Duration NEXT_LOOK = Duration.ofHours(1);

  private final Rooms rooms;
  private final Executions executions;
  private final Holds holds;

  MemoryAttendance(Rooms rooms, Executions executions, Holds holds) {
    this.rooms = rooms;
    this.executions = executions;
    this.holds = holds;
  }

  /** Completed later, and elsewhere: what this returns is not looked at. */
  @Override
  public LeaveReason attend(AttendanceSpec spec) {
    ActivityExecutionContext activity = Activity.getExecutionContext();
    room(spec).nowDo(now -> now.attend(spec, activity));
    return LeaveReason.COMPLETED;
  }

  private TestRoom room(AttendanceSpec spec) {
    return rooms.room(spec.session().value());
  }

  @Override
  public void cancel(String task) {
    executions.client().newUntypedWorkflowStub(task).cancel();
  }

  @Override
  public void end(String attendance) {
    try {
      executions.client().newUntypedWorkflowStub(attendance).terminate("another has its place");
    } catch (WorkflowNotFoundException over) {
      // Nothing is left to end.
    }
  }

  /** Whoever polls its queue has heard that it is to end before the clock has gone on. */
  @Override
  public void seeEnded(String attendance) {
    boolean isOver = executions.end(attendance).isPresent();
    if (!isOver && Activity.getExecutionContext().getInfo().getAttempt() == 1) {
      throw ApplicationFailure.newBuilder()
          .setMessage(attendance + " has yet to end")
          .setCategory(ApplicationErrorCategory.BENIGN)
          .build();
    }
    end(attendance);
  }

  /** One that sees nothing is over, and begins again later: time may not pass while it waits. */
  @Override
  public People look(SessionName session) {
    holds.begins(Activity.getExecutionContext().getInfo());
    return rooms.room(session.value()).now(RoomState::look).orElseThrow(this::blindness);
  }

  private ApplicationFailure blindness() {
    holds.waitsForAnother(Activity.getExecutionContext().getInfo());
    return ApplicationFailure.newBuilder()
        .setMessage("the session is out of view")
        .setType("understudy.out-of-view")
        .setNextRetryDelay(NEXT_LOOK)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  @Override
  public boolean show(AttendanceSpec spec, Status status) {
    room(spec).nowDo(now -> now.show(spec, status));
    return true;
  }

  @Override
  public void publish(AttendanceSpec spec, Publication message) {
    room(spec).nowDo(now -> now.publish(spec, message));
  }
}
