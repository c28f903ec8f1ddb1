package dev.understudy.session;

import dev.understudy.presence.AttendanceActivities;
import dev.understudy.presence.AttendanceSpec;
import dev.understudy.presence.AttendanceWorkflow;
import dev.understudy.presence.LeaveReason;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * An attendance as its task sees it: a child that outlives the run that started it. A later run of
 * the task finds it running and takes it over.
 */
final class AttendanceHandle {
  private static final Logger LOG = Workflow.getLogger(AttendanceHandle.class);

  private final AttendanceSpec spec;

  /** Absent for one that an earlier run started: only its own parent is told of its end. */
  private final Optional<Promise<LeaveReason>> ended;

  private AttendanceHandle(AttendanceSpec spec, Optional<Promise<LeaveReason>> ended) {
    this.spec = spec;
    this.ended = ended;
  }

  /** Starts it, or finds it running. Detached: a task that is cancelled still has to leave properly. */
  static AttendanceHandle open(AttendanceSpec spec) {
    AttendanceWorkflow child =
        Workflow.newChildWorkflowStub(AttendanceWorkflow.class, options(spec));
    CompletablePromise<LeaveReason> ended = Workflow.newPromise();
    CompletablePromise<Boolean> isOurs = Workflow.newPromise();
    Workflow.newDetachedCancellationScope(() -> {
          ended.completeFrom(Async.function(child::attend, spec));
          isOurs.complete(isStarted(child));
        })
        .run();
    return new AttendanceHandle(spec, isOurs.get() ? Optional.of(ended) : Optional.empty());
  }

  private static boolean isStarted(AttendanceWorkflow child) {
    try {
      Workflow.getWorkflowExecution(child).get();
      return true;
    } catch (ChildWorkflowFailure failure) {
      if (failure.getCause() instanceof WorkflowExecutionAlreadyStarted) {
        return false;
      }
      throw failure;
    }
  }

  private static ChildWorkflowOptions options(AttendanceSpec spec) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(spec.workflowId())
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setCancellationType(ChildWorkflowCancellationType.ABANDON)
        .build();
  }

  /** Throws if the agent is not kept present any more although nobody closed its session. */
  void throwIfEnded() {
    if (isKnownToHaveEnded()) {
      ended.ifPresent(this::throwEnd);
    }
  }

  private void throwEnd(Promise<LeaveReason> end) {
    RuntimeException failure = end.getFailure();
    String cause = failure == null ? "it ended as " + end.get() : innermost(failure);
    throw ApplicationFailure.newNonRetryableFailureWithCause(
        "%s is no longer present in %s: %s".formatted(spec.agent(), spec.session(), cause),
        AttendanceActivities.REFUSED,
        failure);
  }

  private static String innermost(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner instanceof ApplicationFailure refusal
        ? refusal.getOriginalMessage()
        : String.valueOf(inner.getMessage());
  }

  /**
   * Ends it. Waits until it has ended if this run started it, so that a session of the same agent can
   * be opened right after; one that an earlier run started is only told. One that has ended already
   * is left as it is.
   */
  void close(LeaveReason reason) {
    if (!isKnownToHaveEnded()) {
      Workflow.newDetachedCancellationScope(() -> end(reason)).run();
    }
  }

  private boolean isKnownToHaveEnded() {
    return ended.filter(Promise::isCompleted).isPresent();
  }

  private void end(LeaveReason reason) {
    try {
      Workflow.newExternalWorkflowStub(AttendanceWorkflow.class, spec.workflowId())
          .close(reason);
      ended.ifPresent(Promise::get);
    } catch (TemporalFailure | SignalExternalWorkflowException gone) {
      LOG.info("{} had ended before it was closed", spec.workflowId(), gone);
    }
  }
}
