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
    private @Nullable ActivityInfo step;

    Hosting(ActivityInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(ActivityExecutionContext context) {
      step = context.getInfo();
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      ActivityInfo attempt = step;
      if (attempt == null || attempt.getActivityType().startsWith(Business.OWN)) {
        return super.execute(input);
      }
      return threads.during(attempt, () -> execute(input, attempt));
    }

    private ActivityOutput execute(ActivityInput input, ActivityInfo attempt) {
      MemoryStep host = new MemoryStep(input.getHeader(), attempt.getAttempt(), rooms);
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
