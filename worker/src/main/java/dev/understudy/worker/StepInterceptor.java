package dev.understudy.worker;

import dev.understudy.handoff.HandoffPolicy;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets steps survive their worker: each gets a heartbeat timeout, so that Temporal notices the
 * worker's death, and beats by itself, so that nobody has to write that; and stands in the worker's ledger, so that
 * others notice it sooner. Lets them show what they do, and write.
 * Thread-safe.
 */
final class StepInterceptor extends WorkerInterceptorBase {
  private final HandoffPolicy policy;
  private final Function<String, Optional<StepSupport>> supports;

  /** Asks {@code supports} for each step by the task queue that it came from; there is none for what is not ours. */
  StepInterceptor(HandoffPolicy policy, Function<String, Optional<StepSupport>> supports) {
    this.policy = policy;
    this.supports = supports;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new HeartbeatingStep(next, supports);
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new StepDefaults(outbound, policy, supports));
      }
    };
  }
}
