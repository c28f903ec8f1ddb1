package dev.understudy.presence.ably;

import dev.understudy.presence.LeaveReason;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A workflow as Temporal describes it.
 *
 * @param firstRunId with which its chain of runs began; empty if that is unknown
 */
record Execution(WorkflowExecutionStatus status, String firstRunId) {
  /** Temporal keeps it no more, or never had it: somebody has made an end of it. */
  static final Execution GONE =
      new Execution(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED, "");

  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  /** Empty while nobody answers. Blocks. */
  static Optional<Execution> of(WorkflowStub workflow) {
    try {
      WorkflowExecutionDescription found = workflow.describe();
      String firstRunId = found.getFirstRunId();
      return Optional.of(new Execution(found.getStatus(), firstRunId == null ? "" : firstRunId));
    } catch (WorkflowNotFoundException gone) {
      return Optional.of(GONE);
    } catch (WorkflowException | StatusRuntimeException unanswered) {
      LOG.debug("a workflow was not described", unanswered);
      return Optional.empty();
    }
  }

  boolean isRunning() {
    return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  boolean isCompleted() {
    return status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
  }

  /** As what it has ended; empty while it has not. */
  Optional<LeaveReason> end() {
    return switch (status) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> Optional.of(LeaveReason.COMPLETED);
      case WORKFLOW_EXECUTION_STATUS_CANCELED -> Optional.of(LeaveReason.CANCELLED);
      case WORKFLOW_EXECUTION_STATUS_TERMINATED -> Optional.of(LeaveReason.TERMINATED);
      case WORKFLOW_EXECUTION_STATUS_FAILED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
        Optional.of(LeaveReason.FAILED);
      default -> Optional.empty();
    };
  }
}
