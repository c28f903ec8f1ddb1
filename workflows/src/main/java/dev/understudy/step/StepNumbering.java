package dev.understudy.step;

import dev.understudy.Internal;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import java.util.function.UnaryOperator;

/**
 * Tells each step its number, in a header, and each run of a task the last number of the one before. Every
 * worker that runs tasks needs it, for {@link AgentStep#fencingToken()}. Thread-safe.
 */
@Internal
public final class StepNumbering extends WorkerInterceptorBase {
  /** The number in a header: a step's own there, and a run's the last one of the run before. */
  public static final HeaderField<Long> NUMBER = new HeaderField<>("understudy.number", Long.class);

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
      return header -> NUMBER.with(number, header, HeaderConverter.ofThisRun());
    }

    @Override
    protected Header ofNextRun(Header header) {
      return NUMBER.with(StepClock.ofThisTask().last(), header, HeaderConverter.ofThisRun());
    }
  }
}
