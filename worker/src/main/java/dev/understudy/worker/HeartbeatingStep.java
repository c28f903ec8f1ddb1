package dev.understudy.worker;

import dev.understudy.attendance.ably.HandoffHearing;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.lease.held.Ledger;
import dev.understudy.step.HeaderConverter;
import dev.understudy.step.StepHeaders;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * An activity that beats for as long as it runs, if it has a heartbeat timeout, and may show statuses
 * and write in the sessions of its task.
 */
final class HeartbeatingStep extends ActivityInboundCallsInterceptorBase {
  private final ScheduledExecutorService heartbeats;
  private final Ledger ledger;
  private final HostedStep.Outlets outlets;
  private final HandoffHearing hearing;
  private final WorkerStop stop;
  private @Nullable StepContext context;

  HeartbeatingStep(
      ActivityInboundCallsInterceptor next,
      ScheduledExecutorService heartbeats,
      Ledger ledger,
      HostedStep.Outlets outlets,
      HandoffHearing hearing,
      WorkerStop stop) {
    super(next);
    this.heartbeats = heartbeats;
    this.ledger = ledger;
    this.outlets = outlets;
    this.hearing = hearing;
    this.stop = stop;
  }

  @Override
  public void init(ActivityExecutionContext given) {
    context = new StepContext(given);
    super.init(context);
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    StepContext step = context;
    if (step == null) {
      return super.execute(input);
    }
    return stop.during(step, () -> execute(step, input));
  }

  private ActivityOutput execute(StepContext step, ActivityInput input) {
    HostedStep host = new HostedStep(step, input.getHeader(), outlets);
    return StepDefaults.haveATimeoutOfOurs(input.getHeader(), HeaderConverter.of(step))
        ? executeWithATimeoutOfOurs(step, input, host)
        : executeBeating(step, input, host);
  }

  /** If its method returns and leaves it to somebody to complete it, it must not be done again for our timeout. */
  private ActivityOutput executeWithATimeoutOfOurs(
      StepContext step, ActivityInput input, HostedStep host) {
    ActivityOutput done = new OpenStep(step).isStillEntrusted()
        ? leaveToWhomItIsEntrusted(step)
        : executeBeating(step, input, host);
    EntrustedStep.lookAfter(step, heartbeats);
    return done;
  }

  private static ActivityOutput leaveToWhomItIsEntrusted(StepContext step) {
    step.doNotCompleteOnReturn();
    return new ActivityOutput(null);
  }

  private ActivityOutput executeBeating(StepContext step, ActivityInput input, HostedStep host) {
    if (!isToBeat(step.getInfo())) {
      return execute(input, host);
    }
    if (StepHeaders.isStep(step.getInfo().getActivityType())) {
      hearing.onStepBegins(step.getInfo(), step.getWorkflowClient());
    }
    return new LedgerStep(step, ledger)
        .during(heartbeats, () -> executeBetweenBeats(step, input, host));
  }

  private ActivityOutput executeBetweenBeats(
      StepContext step, ActivityInput input, HostedStep host) {
    Duration period = HandoffPolicy.heartbeatPeriod(step.getInfo().getHeartbeatTimeout());
    try (StepHeartbeat heartbeat = StepHeartbeat.start(step::beatAgain, period, heartbeats)) {
      return heartbeat.during(() -> execute(input, host));
    }
  }

  /** What it wrote is over when it returns, also if somebody else completes it later: nobody would tell of that. */
  private ActivityOutput execute(ActivityInput input, HostedStep host) {
    try {
      ActivityOutput done = host.during(() -> super.execute(input));
      host.complete();
      return done;
    } catch (RuntimeException | Error failure) {
      host.fail();
      throw failure;
    }
  }

  static boolean isToBeat(ActivityInfo info) {
    return !info.isLocal() && !info.getHeartbeatTimeout().isZero();
  }
}
