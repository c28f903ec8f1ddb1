package dev.understudy.step;

import dev.understudy.Internal;
import dev.understudy.output.StepAttempt;
import dev.understudy.presence.AttemptNumber;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Tells each step its number, its time and its rounds, in headers, and each run of a task the last of the one
 * before. Every worker that runs tasks needs it, for {@link AgentStep#fencingToken()}. Thread-safe.
 */
@Internal
public final class StepNumbering extends WorkerInterceptorBase {
  /** The number in a header: a step's own there, and a run's the last one of the run before. */
  private static final HeaderField<Long> NUMBER =
      new HeaderField<>("understudy.number", Long.class);

  /** When a step was scheduled, or the last step of the run before was, by the task's {@link FenceClock}. */
  private static final HeaderField<Long> TIME = new HeaderField<>("understudy.time", Long.class);

  /** The attempt at a step that was told {@code header}; empty if no worker of ours scheduled it. */
  public static Optional<StepAttempt> attempt(
      Header header, DataConverter converter, AttemptNumber number) {
    return NUMBER
        .in(header, converter)
        .map(step -> new StepAttempt(step, number.value(), OutputPlace.rounds(header, converter)));
  }

  /**
   * The attempt at a step that was told {@code header}, by its number for side effects; empty if no worker of
   * ours scheduled it. A local one's time is its worker's, which no other step's may be compared with.
   */
  public static Optional<StepAttempt> fenced(
      Header header, DataConverter converter, ActivityInfo info) {
    long scheduled = info.isLocal() ? 0 : info.getCurrentAttemptScheduledTimestamp();
    return TIME.in(header, converter)
        .map(time -> Instant.ofEpochMilli(Math.max(time, scheduled)))
        .map(time -> AttemptNumber.of(time, info.getAttempt()))
        .flatMap(number -> attempt(header, converter, number));
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new Numbering(outbound));
      }

      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        NUMBER
            .in(input.getHeader(), HeaderConverter.ofThisRun())
            .ifPresent(StepClock.ofThisTask()::carryOn);
        TIME.in(input.getHeader(), HeaderConverter.ofThisRun())
            .ifPresent(FenceClock.ofThisTask()::carryOn);
        return super.execute(input);
      }
    };
  }

  private static final class Numbering extends StepHeaders {
    Numbering(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    protected UnaryOperator<Header> nextStep(boolean isLocal) {
      long number = StepClock.ofThisTask().next(isLocal);
      long time = FenceClock.ofThisTask().next();
      UnaryOperator<Header> place = OutputPlace.ofTheNextStep();
      return header -> numbered(number, time, place.apply(header));
    }

    @Override
    public Object newChildThread(Runnable work, boolean detached, String name) {
      return super.newChildThread(OutputPlace.inTheSameRounds(work), detached, name);
    }

    @Override
    protected Header ofNextRun(Header header) {
      return numbered(StepClock.ofThisTask().last(), FenceClock.ofThisTask().last(), header);
    }

    private static Header numbered(long number, long time, Header header) {
      DataConverter converter = HeaderConverter.ofThisRun();
      return TIME.with(time, NUMBER.with(number, header, converter), converter);
    }
  }
}
