package dev.understudy.attendance;

import dev.understudy.Internal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.output.OutputEvent;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Publication;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * One activity that is retried for as long as the attendance lasts. Retries write no history, so an
 * attendance that moves a thousand times costs no more events than one that never moved.
 */
@Internal
public class AttendanceWorkflowImpl implements AttendanceWorkflow {
  /** Longer than any task; only heartbeats decide whether a tenure still lives. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private static final Logger LOG = Workflow.getLogger(AttendanceWorkflowImpl.class);

  private CompletablePromise<LeaveReason> ended = Workflow.newPromise();
  private Optional<AttendanceSpec> adopted = Optional.empty();

  /** Who had adopted it before it ended last; who adopts it after that has another end. */
  private Optional<AttendanceSpec> adoptedBefore = Optional.empty();

  // TRY_CANCEL: waiting for a holder that died would keep a cancelled attendance open for ever.
  private final ActivityOptions options = ActivityOptions.newBuilder()
      .setTaskQueue(AblyQueue.of(Workflow.getInfo().getTaskQueue()))
      .setStartToCloseTimeout(FOR_EVER)
      .setCancellationType(ActivityCancellationType.TRY_CANCEL)
      .setDisableEagerExecution(true)
      .setRetryOptions(RetryOptions.newBuilder()
          .setInitialInterval(HandoffPolicy.RETRY_DELAY)
          .setMaximumInterval(HandoffPolicy.RETRY_DELAY)
          .setBackoffCoefficient(1)
          .build())
      .build();

  private final WaysToAbly ably = new WaysToAbly();

  /**
   * An activity that is still open when this returns is not cancelled: its holder is told that it is
   * gone, finds the reason in this workflow's result, and leaves with it.
   */
  @Override
  public LeaveReason attend(AttendanceSpec spec) {
    Optional<AttendanceSpec> current = Optional.of(spec);
    while (current.isPresent()) {
      attendAs(current.get());
      current = adoptedSinceItEnded();
    }
    return ended.get();
  }

  private void attendAs(AttendanceSpec spec) {
    CompletablePromise<LeaveReason> end = ended;
    AttendanceActivities holder = Workflow.newActivityStub(
        AttendanceActivities.class,
        ActivityOptions.newBuilder(options).setSummary(spec.summary()).build());
    end.completeFrom(Async.function(holder::attend, spec));
    Workflow.await(end::isCompleted);
    // An agent that Ably refused is not there to say more, either.
    Optional<AttendanceSpec> latest = end == ended ? adopted : adoptedBefore;
    sayEnd(latest.orElse(spec), end.getFailure() == null ? end.get() : LeaveReason.FAILED);
    if (end == ended) {
      adopted.ifPresent(this::tellEnd);
    }
  }

  /**
   * Tells those who read the agent's output that no more comes, however the task ended, and whether or
   * not a worker still holds the agent. The task waits for its attendance to end, and so this does not wait for
   * Ably to come back.
   */
  private void sayEnd(AttendanceSpec spec, LeaveReason reason) {
    Publication end = spec.message(new OutputEvent.TaskEnd(reason)).publication();
    try {
      if (!ably.isPublishedFromHere(spec, end)) {
        Workflow.newDetachedCancellationScope(() -> sayEndOnceAblyIsBack(spec, end))
            .run();
      }
    } catch (ActivityFailure unsaid) {
      LOG.warn("nobody was told that {} says no more", spec.key(), unsaid);
    }
  }

  private static void sayEndOnceAblyIsBack(AttendanceSpec spec, Publication end) {
    EndWorkflow child = Workflow.newChildWorkflowStub(
        EndWorkflow.class,
        ChildWorkflowOptions.newBuilder()
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
            .setStaticSummary(spec.end())
            .build());
    Promise<Void> unused = Async.procedure(child::say, spec, end).handle((said, failure) -> null);
    Workflow.getWorkflowExecution(child).get();
  }

  private Optional<AttendanceSpec> adoptedSinceItEnded() {
    return ended.isCompleted() ? Optional.empty() : adopted;
  }

  /** Detached: an attendance that is cancelled is missed, too. */
  private void tellEnd(AttendanceSpec spec) {
    Workflow.newDetachedCancellationScope(() -> signalEnd(spec)).run();
  }

  private void signalEnd(AttendanceSpec spec) {
    try {
      Workflow.newUntypedExternalWorkflowStub(spec.task())
          .signal(AttendanceEnd.SIGNAL, AttendanceEnd.of(spec, ended));
    } catch (TemporalFailure | SignalExternalWorkflowException gone) {
      LOG.debug("task {} was over before its attendance", spec.task(), gone);
    }
  }

  @Override
  public void adopt(AttendanceSpec spec) {
    if (ended.isCompleted()) {
      adoptedBefore = adopted;
      ended = Workflow.newPromise();
    }
    adopted = Optional.of(spec);
  }

  @Override
  public void close(LeaveReason reason) {
    ended.complete(reason);
  }
}
