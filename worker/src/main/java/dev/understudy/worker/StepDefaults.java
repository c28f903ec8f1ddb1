package dev.understudy.worker;

import dev.understudy.attendance.AblyQueue;
import dev.understudy.handoff.HandoffPolicy;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;

/**
 * Fills in what the author of a task left open. Only for this worker's own task queues: whoever polls
 * another one may not beat by itself. Options are not part of what a replay compares, so a change of
 * them, or of the policy, breaks no history.
 *
 * <p>An activity that somebody else completes after its method has returned has nobody who beats for
 * it: its author beats, or sets a heartbeat timeout of zero, which means none.
 */
final class StepDefaults extends WorkflowOutboundCallsInterceptorBase {
  private static final RetryOptions QUICK =
      RetryOptions.newBuilder().setInitialInterval(HandoffPolicy.RETRY_DELAY).build();

  private final HandoffPolicy policy;

  StepDefaults(WorkflowOutboundCallsInterceptor next, HandoffPolicy policy) {
    super(next);
    this.policy = policy;
  }

  @Override
  public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
    return super.executeActivity(new ActivityInput<>(
        input.getActivityName(),
        input.getResultClass(),
        input.getResultType(),
        input.getArgs(),
        filled(input.getOptions()),
        input.getHeader()));
  }

  private ActivityOptions filled(ActivityOptions given) {
    if (!isOnThisQueue(given)) {
      return given;
    }
    ActivityOptions.Builder filled = ActivityOptions.newBuilder(given);
    if (given.getHeartbeatTimeout() == null) {
      filled.setHeartbeatTimeout(policy.heartbeatTimeout());
    }
    if (given.getRetryOptions() == null) {
      filled.setRetryOptions(QUICK);
    }
    return filled.build();
  }

  private static boolean isOnThisQueue(ActivityOptions given) {
    String queue = given.getTaskQueue();
    String own = Workflow.getInfo().getTaskQueue();
    return queue == null || queue.equals(own) || queue.equals(AblyQueue.of(own));
  }
}
