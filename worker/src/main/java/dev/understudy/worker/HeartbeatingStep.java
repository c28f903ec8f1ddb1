package dev.understudy.worker;

import dev.understudy.handoff.HandoffPolicy;
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
  private final HostedStep.Outlets outlets;
  private @Nullable StepContext context;

  HeartbeatingStep(
      ActivityInboundCallsInterceptor next,
      ScheduledExecutorService heartbeats,
      HostedStep.Outlets outlets) {
    super(next);
    this.heartbeats = heartbeats;
    this.outlets = outlets;
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
    ActivityInfo info = step.getInfo();
    HostedStep host = new HostedStep(step, input.getHeader(), outlets);
    if (!isToBeat(info)) {
      return execute(input, host);
    }
    Duration period = HandoffPolicy.heartbeatPeriod(info.getHeartbeatTimeout());
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

  private static boolean isToBeat(ActivityInfo info) {
    return !info.isLocal() && !info.getHeartbeatTimeout().isZero();
  }
}
