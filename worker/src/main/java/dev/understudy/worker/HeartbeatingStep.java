package dev.understudy.worker;

import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.step.HeaderConverter;
import dev.understudy.step.StepHeaders;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An activity that beats for as long as it runs, if it has a heartbeat timeout, and may show statuses
 * and write in the sessions of its task.
 */
final class HeartbeatingStep extends ActivityInboundCallsInterceptorBase {
  private final Function<String, Optional<StepSupport>> supports;
  private @Nullable Attempt attempt;

  HeartbeatingStep(
      ActivityInboundCallsInterceptor next, Function<String, Optional<StepSupport>> supports) {
    super(next);
    this.supports = supports;
  }

  @Override
  public void init(ActivityExecutionContext given) {
    Optional<StepSupport> support = supports.apply(given.getInfo().getActivityTaskQueue());
    if (support.isPresent()) {
      StepContext context = new StepContext(given);
      attempt = new Attempt(context, support.get());
      super.init(context);
    } else {
      super.init(given);
    }
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    return attempt == null ? super.execute(input) : attempt.execute(input);
  }

  private ActivityOutput executeNext(ActivityInput input) {
    return super.execute(input);
  }

  /** What comes of one attempt at a step whose task queue is ours. */
  private final class Attempt {
    private final StepContext step;
    private final StepSupport support;

    Attempt(StepContext step, StepSupport support) {
      this.step = step;
      this.support = support;
    }

    ActivityOutput execute(ActivityInput input) {
      return support.stop().during(step, () -> executeHosted(input));
    }

    private ActivityOutput executeHosted(ActivityInput input) {
      HostedStep host = new HostedStep(step, input.getHeader(), support.outlets());
      return StepDefaults.haveATimeoutOfOurs(input.getHeader(), HeaderConverter.of(step))
          ? executeWithATimeoutOfOurs(input, host)
          : executeBeating(input, host);
    }

    /** If its method returns and leaves it to somebody to complete it, it must not be done again for our timeout. */
    private ActivityOutput executeWithATimeoutOfOurs(ActivityInput input, HostedStep host) {
      ActivityOutput done = new OpenStep(step).isStillEntrusted()
          ? leaveToWhomItIsEntrusted()
          : executeBeating(input, host);
      EntrustedStep.lookAfter(step, support.heartbeats());
      return done;
    }

    private ActivityOutput leaveToWhomItIsEntrusted() {
      step.doNotCompleteOnReturn();
      return new ActivityOutput(null);
    }

    private ActivityOutput executeBeating(ActivityInput input, HostedStep host) {
      if (!isToBeat(step.getInfo())) {
        return execute(input, host);
      }
      if (StepHeaders.isStep(step.getInfo().getActivityType())) {
        support.hearing().onStepBegins(step.getInfo(), step.getWorkflowClient());
      }
      return new LedgerStep(step, support.ledger())
          .during(support.heartbeats(), () -> executeBetweenBeats(input, host));
    }

    private ActivityOutput executeBetweenBeats(ActivityInput input, HostedStep host) {
      Duration period = HandoffPolicy.heartbeatPeriod(step.getInfo().getHeartbeatTimeout());
      try (StepHeartbeat heartbeat =
          StepHeartbeat.start(step::beatAgain, period, support.heartbeats())) {
        return heartbeat.during(() -> execute(input, host));
      }
    }

    /** What it wrote is over when it returns, also if somebody else completes it later: nobody would tell of that. */
    private ActivityOutput execute(ActivityInput input, HostedStep host) {
      try {
        ActivityOutput done = host.during(() -> executeNext(input));
        host.complete();
        return done;
      } catch (RuntimeException | Error failure) {
        host.fail();
        throw failure;
      }
    }
  }

  static boolean isToBeat(ActivityInfo info) {
    return !info.isLocal() && !info.getHeartbeatTimeout().isZero();
  }
}
