package dev.understudy.attendance;

import dev.understudy.Internal;
import dev.understudy.presence.LeaveReason;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Keeps one agent of a task present in one session. It has a life of its own, so that the task may
 * continue as new, be reset or replaced without anybody seeing its agent go.
 */
@Internal
@WorkflowInterface
public interface AttendanceWorkflow {
  /** What it is called in Temporal. */
  String TYPE = "understudy.attendance";

  /** Lasts until the task is over or closes the session; says why the agent left for good. */
  @WorkflowMethod(name = TYPE)
  LeaveReason attend(AttendanceSpec spec);

  /**
   * Another run of the task takes it over as {@code spec}, and wants to be told of its end. One that is
   * just ending begins again.
   */
  @SignalMethod(name = "understudy.adopt")
  void adopt(AttendanceSpec spec);

  /** Ends it. The worker that holds the agent leaves with {@code reason}. */
  @SignalMethod(name = "understudy.close")
  void close(LeaveReason reason);
}
