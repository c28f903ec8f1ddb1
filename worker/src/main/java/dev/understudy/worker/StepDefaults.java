package dev.understudy.worker;

import dev.understudy.attendance.AblyQueue;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.step.HeaderConverter;
import dev.understudy.step.HeaderField;
import dev.understudy.step.StepHeaders;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fills in what the author of a task left open. Only for this worker's own task queues: whoever polls
 * another one may not beat by itself. Options are not part of what a replay compares, so a change of
 * them, or of the policy, breaks no history. A step whose heartbeat timeout is ours is told so, in its header:
 * one of the author's own stays his business once the step's method has returned.
 */
final class StepDefaults extends WorkflowOutboundCallsInterceptorBase {
  private static final RetryOptions QUICK =
      RetryOptions.newBuilder().setInitialInterval(HandoffPolicy.RETRY_DELAY).build();

  private static final HeaderField<Boolean> BEATS =
      new HeaderField<>("understudy.beats", Boolean.class);

  private final HandoffPolicy policy;
  private final Function<String, Optional<StepSupport>> supports;

  StepDefaults(
      WorkflowOutboundCallsInterceptor next,
      HandoffPolicy policy,
      Function<String, Optional<StepSupport>> supports) {
    super(next);
    this.policy = policy;
    this.supports = supports;
  }

  /** Whether the heartbeat timeout of the step that was told {@code header} is ours. */
  static boolean haveATimeoutOfOurs(Header header, DataConverter converter) {
    return BEATS.in(header, converter).orElse(false);
  }

  @Override
  public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
    if (isOnThisQueue(input.getOptions()) && !WorkflowUnsafe.isReplaying()) {
      // It may be given to this worker before it is known here that it is, and die with it.
      LedgerEntry task = LedgerEntry.task(Workflow.getInfo().getWorkflowId());
      supports
          .apply(Workflow.getInfo().getTaskQueue())
          .ifPresent(support -> support.ledger().note(task));
    }
    return super.executeActivity(new ActivityInput<>(
        input.getActivityName(),
        input.getResultClass(),
        input.getResultType(),
        input.getArgs(),
        filled(input.getOptions()),
        header(input)));
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

  private static Header header(ActivityInput<?> input) {
    boolean isOurs = StepHeaders.isStep(input.getActivityName())
        && isOnThisQueue(input.getOptions())
        && input.getOptions().getHeartbeatTimeout() == null;
    return isOurs
        ? BEATS.with(true, input.getHeader(), HeaderConverter.ofThisRun())
        : input.getHeader();
  }

  private static boolean isOnThisQueue(ActivityOptions given) {
    String queue = given.getTaskQueue();
    String own = Workflow.getInfo().getTaskQueue();
    return queue == null || queue.equals(own) || queue.equals(AblyQueue.of(own));
  }
}
