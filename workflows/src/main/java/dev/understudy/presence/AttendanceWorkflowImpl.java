package dev.understudy.presence;

import dev.understudy.handoff.HandoffPolicy;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * One activity that is retried for as long as the attendance lasts. Retries write no history, so an
 * attendance that moves a thousand times costs no more events than one that never moved.
 */
public final class AttendanceWorkflowImpl implements AttendanceWorkflow {
  /** Longer than any task; only heartbeats decide whether a tenure still lives. */
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  private final CompletablePromise<LeaveReason> ended = Workflow.newPromise();

  // TRY_CANCEL: waiting for a holder that died would keep a cancelled attendance open for ever.
  private final AttendanceActivities activities = Workflow.newActivityStub(
      AttendanceActivities.class,
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(FOR_EVER)
          .setCancellationType(ActivityCancellationType.TRY_CANCEL)
          .setDisableEagerExecution(true)
          .setRetryOptions(RetryOptions.newBuilder()
              .setInitialInterval(HandoffPolicy.RETRY_DELAY)
              .setMaximumInterval(HandoffPolicy.RETRY_DELAY)
              .setBackoffCoefficient(1)
              .build())
          .build());

  /**
   * An activity that is still open when this returns is not cancelled: its holder is told that it is
   * gone, finds the reason in this workflow's result, and leaves with it.
   */
  @Override
  public LeaveReason attend(AttendanceSpec spec) {
    ended.completeFrom(Async.function(activities::attend, spec));
    return ended.get();
  }

  @Override
  public void close(LeaveReason reason) {
    ended.complete(reason);
  }
}
