package dev.understudy.session;

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
import org.jspecify.annotations.Nullable;

/**
 * Carries what people have ordered of a task, and what is known of them, over to its next run, in the
 * header of its continue-as-new: a pause must not end because the history grew long. Every worker that
 * runs tasks with sessions needs it. Thread-safe.
 */
public final class SessionInterceptor extends WorkerInterceptorBase {
  private static final String HEADER = "understudy.carried";

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new Carrying(outbound));
      }

      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        receive(input.getHeader());
        return super.execute(input);
      }
    };
  }

  private static void receive(@Nullable Header header) {
    Payload carried = header == null ? null : header.getValues().get(HEADER);
    if (carried != null) {
      TaskState.ofThisTask()
          .carryOn(GlobalDataConverter.get().fromPayload(carried, Carried.class, Carried.class));
    }
  }

  private static final class Carrying extends WorkflowOutboundCallsInterceptorBase {
    Carrying(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void continueAsNew(ContinueAsNewInput input) {
      super.continueAsNew(new ContinueAsNewInput(
          input.getWorkflowType(),
          input.getOptions(),
          input.getArgs(),
          withCarried(input.getHeader())));
    }

    private static Header withCarried(Header header) {
      Map<String, Payload> values = new LinkedHashMap<>(header.getValues());
      TaskState.ifAny()
          .flatMap(TaskState::carried)
          .flatMap(carried -> GlobalDataConverter.get().toPayload(carried))
          .ifPresent(payload -> values.put(HEADER, payload));
      return new Header(values);
    }
  }
}
