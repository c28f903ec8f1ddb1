package dev.understudy.session;

import dev.understudy.attendance.AttendanceEnd;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.AttendanceWorkflow;
import dev.understudy.presence.LeaveReason;
import dev.understudy.refusal.Refusal;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attendance that does as it is told, but not in time. */
public final class LateAttendance implements AttendanceWorkflow {
  /** Whether it takes for ever to end, after it was told to. */
  static volatile boolean isSlow;

  /** Whether it is refused, which comes out only as it ends. */
  static volatile boolean isRefused;

  /** Whether it ends by itself, as soon as it has begun. */
  static volatile boolean isShort;

  private final CompletablePromise<LeaveReason> ended = Workflow.newPromise();
  private @Nullable AttendanceSpec adopted;

  @Override
  public LeaveReason attend(AttendanceSpec spec) {
    if (isShort) {
      return LeaveReason.COMPLETED;
    }
    LeaveReason reason = ended.get();
    Workflow.await(() -> !isSlow);
    if (isRefused) {
      throw ApplicationFailure.newNonRetryableFailure("task-7 holds it", Refusal.TYPE);
    }
    if (adopted != null) {
      Workflow.newUntypedExternalWorkflowStub(spec.task())
          .signal(
              AttendanceEnd.SIGNAL,
              new AttendanceEnd(adopted, Optional.of(reason), Optional.empty()));
    }
    return reason;
  }

  @Override
  public void adopt(AttendanceSpec spec) {
    adopted = spec;
  }

  @Override
  public void close(LeaveReason reason) {
    ended.complete(reason);
  }
}
