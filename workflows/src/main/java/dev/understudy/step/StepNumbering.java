package dev.understudy.step;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells each step its number, in a header, and each run of a task the last number of the one before.
 * Headers are no part of what a replay compares, so histories from before it replay. Every worker that
 * runs tasks needs it, for {@link FencingToken}. Thread-safe.
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

  private static final class Numbering extends WorkflowOutboundCallsInterceptorBase {
    Numbering(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      return super.executeActivity(new ActivityInput<>(
          input.getActivityName(),
          input.getResultClass(),
          input.getResultType(),
          input.getArgs(),
          input.getOptions(),
          numbered(input.getActivityName(), input.getHeader())));
    }

    @Override
    public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
      return super.executeLocalActivity(new LocalActivityInput<>(
          input.getActivityName(),
          input.getResultClass(),
          input.getResultType(),
          input.getArgs(),
          input.getOptions(),
          numbered(input.getActivityName(), input.getHeader())));
    }

    /** Our own activities are no steps of the task. */
    private static Header numbered(String activity, Header header) {
      return activity.startsWith("understudy.")
          ? header
          : with(StepClock.ofThisTask().next(), header);
    }

    @Override
    public void continueAsNew(ContinueAsNewInput input) {
      super.continueAsNew(new ContinueAsNewInput(
          input.getWorkflowType(),
          input.getOptions(),
          input.getArgs(),
          with(StepClock.ofThisTask().last(), input.getHeader())));
    }

    private static Header with(long number, Header header) {
      Map<String, Payload> values = new LinkedHashMap<>(header.getValues());
      GlobalDataConverter.get().toPayload(number).ifPresent(payload -> values.put(HEADER, payload));
      return new Header(values);
    }
  }
}
