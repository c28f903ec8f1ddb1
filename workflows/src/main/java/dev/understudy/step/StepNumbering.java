package dev.understudy.step;

import dev.understudy.Internal;
import dev.understudy.output.StepAttempt;
import dev.understudy.presence.AttemptNumber;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Tells each step its number and its turns, in headers, and each run of a task the last number of the one before. Every
 * worker that runs tasks needs it, for {@link AgentStep#fencingToken()}. Thread-safe.
 */
@Internal
public final class StepNumbering extends WorkerInterceptorBase {
  /** The number in a header: a step's own there, and a run's the last one of the run before. */
  private static final HeaderField<Long> NUMBER =
      new HeaderField<>("understudy.number", Long.class);

  /** The attempt at a step that was told {@code header}; empty if no worker of ours scheduled it. */
  public static Optional<StepAttempt> attempt(
      Header header, DataConverter converter, AttemptNumber number) {
    return NUMBER
        .in(header, converter)
        .map(step -> new StepAttempt(step, number.value(), OutputPlace.turns(header, converter)));
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
      UnaryOperator<Header> place = OutputPlace.ofTheNextStep();
      return header -> NUMBER.with(number, place.apply(header), HeaderConverter.ofThisRun());
    }

    @Override
    public Object newChildThread(Runnable work, boolean detached, String name) {
      return super.newChildThread(OutputPlace.inTheSameTurns(work), detached, name);
    }

    @Override
    protected Header ofNextRun(Header header) {
      return NUMBER.with(StepClock.ofThisTask().last(), header, HeaderConverter.ofThisRun());
    }
  }
}
