package dev.understudy.step;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tells each step its number, in a header, and each run of a task the last number of the one before.
 * Every worker that runs tasks needs it, for {@link FencingToken}. Thread-safe.
 */
public final class StepNumbering extends WorkerInterceptorBase {
  private static final String HEADER = "understudy.number";

  /** The number in the header of a step; empty if its task's worker gives none. */
  public static OptionalLong in(@Nullable Header header) {
    Payload payload = header == null ? null : header.getValues().get(HEADER);
    return payload == null
        ? OptionalLong.empty()
        : OptionalLong.of(GlobalDataConverter.get().fromPayload(payload, Long.class, Long.class));
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
        in(input.getHeader()).ifPresent(StepClock.ofThisTask()::carryOn);
        return super.execute(input);
      }
    };
  }

  private static final class Numbering extends StepHeaders {
    Numbering(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    protected UnaryOperator<Header> nextStep() {
      long number = StepClock.ofThisTask().next();
      return header -> with(number, header);
    }

    @Override
    protected Header ofNextRun(Header header) {
      return with(StepClock.ofThisTask().last(), header);
    }

    private static Header with(long number, Header header) {
      Map<String, Payload> values = new LinkedHashMap<>(header.getValues());
      GlobalDataConverter.get().toPayload(number).ifPresent(payload -> values.put(HEADER, payload));
      return new Header(values);
    }
  }
}
