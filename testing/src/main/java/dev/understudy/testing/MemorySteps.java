package dev.understudy.testing;

import dev.understudy.output.OutputEvent.Outcome;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets each step show and write in the rooms of a test, and knows its thread. Thread-safe. */
final class MemorySteps extends WorkerInterceptorBase {
  private final StepThreads threads;
  private final Function<String, TestRoom> rooms;

  MemorySteps(StepThreads threads, Function<String, TestRoom> rooms) {
    this.threads = threads;
    this.rooms = rooms;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Hosting(next);
  }

  private final class Hosting extends ActivityInboundCallsInterceptorBase {
    private @Nullable ActivityExecutionContext step;

    Hosting(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      step = context;
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      ActivityExecutionContext attempt = step;
      if (attempt == null || isOurs(attempt.getInfo())) {
        return super.execute(input);
      }
      return threads.during(attempt.getInfo(), () -> execute(input, attempt));
    }

    private static boolean isOurs(ActivityInfo activity) {
      return activity.getActivityType().startsWith(Business.OWN);
    }

    private ActivityOutput execute(ActivityInput input, ActivityExecutionContext attempt) {
      MemoryStep host = new MemoryStep(attempt, input.getHeader(), rooms);
      Outcome outcome = Outcome.FAILED;
      try {
        ActivityOutput done = host.during(() -> super.execute(input));
        outcome = Outcome.COMPLETED;
        return done;
      } finally {
        host.end(outcome);
      }
    }
  }
}
