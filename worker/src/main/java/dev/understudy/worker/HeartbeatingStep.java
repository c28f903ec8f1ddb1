package dev.understudy.worker;

import dev.understudy.attendance.ably.StatusPace;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.output.StepAttempt;
import dev.understudy.output.ably.OutputPace;
import dev.understudy.step.StepNumbering;
import dev.understudy.step.StepOrigin;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * An activity that beats for as long as it runs, if it has a heartbeat timeout, and may show statuses
 * and write in the sessions of its task.
 */
final class HeartbeatingStep extends ActivityInboundCallsInterceptorBase {
  /**
   * Where steps show and write.
   *
   * @param statuses paces what they show
   * @param outputs paces what they write
   */
  record Outlets(StatusPace statuses, OutputPace outputs) {}

  private final ScheduledExecutorService heartbeats;
  private final Outlets outlets;
  private @Nullable StepContext context;

  HeartbeatingStep(
      ActivityInboundCallsInterceptor next, ScheduledExecutorService heartbeats, Outlets outlets) {
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
    Optional<StepOutputs> outputs = open(step, input);
    if (!isToBeat(step.getInfo())) {
      return execute(input, outputs);
    }
    Duration period = HandoffPolicy.heartbeatPeriod(step.getInfo().getHeartbeatTimeout());
    try (StepHeartbeat pulse = StepHeartbeat.start(step::beatAgain, period, heartbeats)) {
      return pulse.during(() -> execute(input, outputs));
    }
  }

  private Optional<StepOutputs> open(StepContext step, ActivityInput input) {
    int attempt = step.getInfo().getAttempt();
    OptionalLong number = StepNumbering.in(input.getHeader());
    Optional<StepOrigin> origin = StepOrigin.in(input.getHeader());
    step.numbered(number);
    origin.ifPresent(from -> step.showIn(new StepStatuses(from, attempt, outlets.statuses())));
    Optional<StepOutputs> outputs = number.isEmpty()
        ? Optional.empty()
        : origin.map(from ->
            new StepOutputs(from, new StepAttempt(number.getAsLong(), attempt), outlets.outputs()));
    outputs.ifPresent(step::writeTo);
    return outputs;
  }

  /** What it wrote is over when it returns, also if somebody else completes it later: nobody would tell of that. */
  private ActivityOutput execute(ActivityInput input, Optional<StepOutputs> outputs) {
    try {
      ActivityOutput done = super.execute(input);
      outputs.ifPresent(StepOutputs::complete);
      return done;
    } catch (RuntimeException | Error failure) {
      outputs.ifPresent(StepOutputs::fail);
      throw failure;
    }
  }

  private static boolean isToBeat(ActivityInfo info) {
    return !info.isLocal() && !info.getHeartbeatTimeout().isZero();
  }
}
