package dev.understudy.worker;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.StatusPace;
import dev.understudy.session.StepOrigin;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * An activity that beats for as long as it runs, if it has a heartbeat timeout, and may show statuses in
 * the sessions of its task.
 */
final class BeatingStep extends ActivityInboundCallsInterceptorBase {
  private final ScheduledExecutorService heartbeats;
  private final StatusPace statuses;
  private @Nullable StepContext context;

  BeatingStep(
      ActivityInboundCallsInterceptor next,
      ScheduledExecutorService heartbeats,
      StatusPace statuses) {
    super(next);
    this.heartbeats = heartbeats;
    this.statuses = statuses;
  }

  @Override
  public void init(ActivityExecutionContext given) {
    context = new StepContext(given);
    super.init(context);
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    StepContext step = context;
    if (step != null) {
      int attempt = step.getInfo().getAttempt();
      StepOrigin.in(input.getHeader())
          .ifPresent(origin -> step.showIn(new StepStatuses(origin, attempt, statuses)));
    }
    if (step == null || !isToBeat(step.getInfo())) {
      return super.execute(input);
    }
    Duration period = HandoffPolicy.heartbeatPeriod(step.getInfo().getHeartbeatTimeout());
    try (Pulse pulse = Pulse.start(step::beatAgain, period, heartbeats)) {
      return pulse.during(() -> super.execute(input));
    }
  }

  private static boolean isToBeat(ActivityInfo info) {
    return !info.isLocal() && !info.getHeartbeatTimeout().isZero();
  }
}
