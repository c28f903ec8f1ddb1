package dev.understudy.session;

import dev.understudy.metrics.Measures;
import dev.understudy.metrics.Metric;
import dev.understudy.refusal.Refusal;
import dev.understudy.step.HandedOn;
import dev.understudy.step.HeaderConverter;
import dev.understudy.step.HeaderField;
import dev.understudy.step.StepHeaders;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor.RegisterDynamicUpdateHandlerInput;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Carries what people have ordered of a task, and what is known of them, over to its next run, in the
 * header of its continue-as-new: a pause must not end because the history grew long. Keeps orders that
 * come before a session is open from being refused as unknown. Tells steps, in their headers, of the
 * sessions that are open. Every worker that runs tasks with sessions needs it, and says so without it.
 * Thread-safe.
 */
public final class SessionInterceptor extends WorkerInterceptorBase {
  private static final HeaderField<CarriedOver> CARRIED =
      new HeaderField<>("understudy.carried", CarriedOver.class);

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    OrdersBeforeASession early = new OrdersBeforeASession();
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        // First, so that a workflow's own handler of any update takes the place of ours.
        outbound.registerDynamicUpdateHandler(new RegisterDynamicUpdateHandlerInput(early));
        TaskState.intercepted(); // before the workflow's constructor, which may open a session
        super.init(new Carrying(outbound));
      }

      /**
       * Refuses with the refusal as a cause: of a failure of its own that a validator throws the SDK keeps the
       * sentence alone (1.38.0, WorkflowExecutionHandler.throwAndFailWorkflowExecution).
       */
      @Override
      public void validateUpdate(UpdateInput order) {
        try {
          Refusal.orResult(() -> {
            super.validateUpdate(order);
            return order;
          });
        } catch (ApplicationFailure refusal) {
          measure(refusal);
          throw new IllegalArgumentException(refusal.getOriginalMessage(), refusal);
        }
      }

      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        early.begin();
        TaskState.begin();
        carriedOver(input.getHeader()).ifPresent(from -> TaskState.ofThisTask().carryOn(from));
        HandedOn.receive(input.getHeader());
        try {
          WorkflowOutput output = super.execute(input);
          taskEnds();
          return output;
        } catch (RuntimeException | Error failure) {
          if (TaskFailures.isEnd(failure)) {
            taskEnds();
          }
          throw failure;
        }
      }
    };
  }

  /** A validator of the workflow's own may refuse, too, and has no code of ours. */
  private static void measure(ApplicationFailure refusal) {
    Refusal.codeOf(refusal)
        .ifPresent(code -> Measures.ofThisTask().count(Metric.ORDER_REFUSALS, code.code()));
  }

  private static Optional<CarriedOver> carriedOver(Header header) {
    Optional<String> before = Workflow.getInfo().getContinuedExecutionRunId();
    return CARRIED
        .in(header, HeaderConverter.ofThisRun())
        .map(carried -> carried.toTheRunAfter(before))
        .filter(carried -> !carried.isNothing());
  }

  /** Warns of sessions that are left open. Not reached by a run that continues as new, nor by one that a bug holds. */
  private static void taskEnds() {
    TaskState.ifAny().ifPresent(task -> task.sessions().taskEnds());
  }

  private static final class Carrying extends StepHeaders {
    Carrying(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    protected UnaryOperator<Header> nextStep(boolean isLocal) {
      return TaskState.ifAny().map(task -> task.nextStep(isLocal)).orElse(UnaryOperator.identity());
    }

    @Override
    protected Header ofNextRun(Header header) {
      return TaskState.ifAny()
          .flatMap(TaskState::carried)
          .map(carried -> CARRIED.with(carried, header, HeaderConverter.ofThisRun()))
          .orElse(header);
    }
  }
}
