package dev.understudy.session;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.AttendanceWorkflow;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/**
 * How the attendances of a run begin: as children that outlive the run, or by taking over what an earlier run has
 * begun. Confined to the workflow's threads.
 */
final class AttendanceStart {
  /** One time for which an attendance lasts, and how that ends; taken over if an earlier run has begun it. */
  record Life(
      AttendanceSpec spec, String workflowId, Promise<LeaveReason> ended, boolean isTakenOver) {}

  private final AdoptedEnds adopted;
  private final ResetNotice resets;
  private final String queue = Workflow.getInfo().getTaskQueue();

  /**
   * The attendances of the run whose code calls this.
   *
   * @param adopted tells the ends of those that are taken over
   * @param resets tells whether one is looked for before another is started: what the run has started that was
   *     reset runs on, and Temporal may give it to this run for a new one
   */
  AttendanceStart(AdoptedEnds adopted, ResetNotice resets) {
    this.adopted = adopted;
    this.resets = resets;
  }

  /** As it grows, the run has been reset, and what it had started before was the child of another. */
  int resets() {
    return resets.count();
  }

  /**
   * Starts the one of {@code spec}, showing {@code first}, or takes it over as it is.
   *
   * @param home the task queue on which the session was opened first
   */
  Life begin(AttendanceSpec spec, Status first, String home) {
    String id = spec.workflowId(queue, home);
    Optional<Life> begun = resets() > 0 ? takeOver(spec, id) : Optional.empty();
    while (begun.isEmpty()) {
      begun = start(spec, first, id).or(() -> takeOver(spec, id));
    }
    return begun.get();
  }

  /** Starts it as a child; empty if it runs already. */
  private static Optional<Life> start(AttendanceSpec spec, Status first, String id) {
    AttendanceWorkflow child =
        Workflow.newChildWorkflowStub(AttendanceWorkflow.class, options(spec, id));
    Promise<LeaveReason> ended =
        Async.function(child::attend, first.equals(Status.NONE) ? spec : spec.showing(first));
    // Looked at, or the SDK would warn of each that runs already, and of each that ends unheard.
    var unused = ended.handle((reason, failure) -> null);
    try {
      Workflow.getWorkflowExecution(child).get();
      return Optional.of(new Life(spec, id, ended, false));
    } catch (ChildWorkflowFailure failure) {
      if (failure.getCause() instanceof WorkflowExecutionAlreadyStarted) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** Takes over the one that runs; empty if it has ended meanwhile. */
  private Optional<Life> takeOver(AttendanceSpec spec, String id) {
    Promise<LeaveReason> ended = adopted.of(spec);
    try {
      Workflow.newExternalWorkflowStub(AttendanceWorkflow.class, id).adopt(spec);
      return Optional.of(new Life(spec, id, ended, true));
    } catch (TemporalFailure | SignalExternalWorkflowException gone) {
      return Optional.empty();
    }
  }

  private static ChildWorkflowOptions options(AttendanceSpec spec, String id) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setCancellationType(ChildWorkflowCancellationType.ABANDON)
        .setStaticSummary(spec.summary())
        .build();
  }
}
