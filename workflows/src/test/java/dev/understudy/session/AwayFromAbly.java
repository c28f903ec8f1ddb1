package dev.understudy.session;

import io.temporal.activity.Activity;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets the worker of a test, but not others, be away from Ably for its local activities. Thread-safe. */
final class AwayFromAbly extends WorkerInterceptorBase {
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile boolean isAway = true;

  /** Is there again. */
  void end() {
    isAway = false;
  }

  /** How many found it away. */
  int attempts() {
    return attempts.get();
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        if (isAway && isLocal()) {
          attempts.incrementAndGet();
          throw ApplicationFailure.newFailure("away", "understudy.unavailable");
        }
        return super.execute(input);
      }
    };
  }

  private static boolean isLocal() {
    return Activity.getExecutionContext().getInfo().isLocal();
  }
}
