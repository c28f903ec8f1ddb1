package dev.understudy.attendance;

import dev.understudy.Internal;
import dev.understudy.presence.Publication;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Tells those who read an agent's output that it says no more, once Ably is back. It has a life of its own, so
 * that neither the task nor the attendance, which are over, wait for that.
 */
@Internal
@WorkflowInterface
public interface EndWorkflow {
  /** Lasts until Ably has taken {@code end}, or refused it for good. */
  @WorkflowMethod(name = "understudy.end")
  void say(AttendanceSpec spec, Publication end);
}
