package dev.understudy.worker;

import dev.understudy.attendance.ably.HandoffHearing;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.lease.held.Ledger;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Lets steps survive their worker: each gets a heartbeat timeout, so that Temporal notices the
 * worker's death, and beats by itself, so that nobody has to write that; and stands in the worker's ledger, so that
 * others notice it sooner. Lets them show what they do, and write.
 * Thread-safe.
 */
final class StepInterceptor extends WorkerInterceptorBase {
  private final HandoffPolicy policy;
  private final ScheduledExecutorService heartbeats;
  private final Ledger ledger;
  private final HostedStep.Outlets outlets;
  private final HandoffHearing hearing;
  private final WorkerStop stop;

  StepInterceptor(
      HandoffPolicy policy,
      ScheduledExecutorService heartbeats,
      Ledger ledger,
      HostedStep.Outlets outlets,
      HandoffHearing hearing,
      WorkerStop stop) {
    this.policy = policy;
    this.heartbeats = heartbeats;
    this.ledger = ledger;
    this.outlets = outlets;
    this.hearing = hearing;
    this.stop = stop;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new HeartbeatingStep(next, heartbeats, ledger, outlets, hearing, stop);
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new StepDefaults(outbound, policy));
      }
    };
  }
}
