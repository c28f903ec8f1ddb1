package dev.understudy.attendance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import dev.understudy.presence.LeaveReason;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Promise;
import java.util.Optional;

/**
 * What a task that took an attendance over hears of its end.
 *
 * @param attendance as the task took it over
 * @param reason why the agent left; empty if Ably refused it
 * @param refusal what Ably said; empty unless it did
 */
@Internal
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record AttendanceEnd(
    AttendanceSpec attendance, Optional<LeaveReason> reason, Optional<String> refusal) {
  /** The name of the signal that brings it. */
  public static final String SIGNAL = "understudy.ended";

  static AttendanceEnd of(AttendanceSpec attendance, Promise<LeaveReason> ended) {
    return Optional.ofNullable(ended.getFailure())
        .map(failure ->
            new AttendanceEnd(attendance, Optional.empty(), Optional.of(refusal(failure))))
        .orElseGet(() -> new AttendanceEnd(attendance, Optional.of(ended.get()), Optional.empty()));
  }

  /** Why the agents of a task leave that has ended so; empty while it runs. */
  public static Optional<LeaveReason> reason(WorkflowExecutionStatus task) {
    return switch (task) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> Optional.of(LeaveReason.COMPLETED);
      case WORKFLOW_EXECUTION_STATUS_CANCELED -> Optional.of(LeaveReason.CANCELLED);
      case WORKFLOW_EXECUTION_STATUS_TERMINATED -> Optional.of(LeaveReason.TERMINATED);
      case WORKFLOW_EXECUTION_STATUS_FAILED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
        Optional.of(LeaveReason.FAILED);
      default -> Optional.empty();
    };
  }

  /** What Ably said, out of the failure that it has become on its way through Temporal. */
  public static String refusal(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner instanceof ApplicationFailure refusal
        ? refusal.getOriginalMessage()
        : String.valueOf(inner.getMessage());
  }
}
