package dev.understudy.step;

import dev.understudy.Internal;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.function.UnaryOperator;

/**
 * What a run of a task tells, in headers, its steps and the next run. Headers are no part of what a
 * replay compares, so it makes none for the steps that it passes, which may be thousands. Confined to the
 * workflow's threads.
 */
@Internal
public abstract class StepHeaders extends WorkflowOutboundCallsInterceptorBase {
  /** Understudy's own activities, which are no steps of the task. */
  private static final String OWN = "understudy.";

  /** Hands on to {@code next}. */
  protected StepHeaders(WorkflowOutboundCallsInterceptor next) {
    super(next);
  }

  /**
   * Counts the step that is scheduled next, and gives what adds to its header.
   *
   * @param isLocal whether it begins before its workflow task is complete
   */
  protected abstract UnaryOperator<Header> nextStep(boolean isLocal);

  /** The header of the task's next run. */
  protected abstract Header ofNextRun(Header header);

  /** Whether an activity of that type is a step of a task, and not one of Understudy's own. */
  public static boolean isStep(String activity) {
    return !activity.startsWith(OWN);
  }

  @Override
  public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
    if (!isStep(input.getActivityName())) {
      return super.executeActivity(input);
    }
    UnaryOperator<Header> addition = nextStep(false);
    if (WorkflowUnsafe.isReplaying()) {
      return super.executeActivity(input); // it was scheduled before, with its header
    }
    return super.executeActivity(new ActivityInput<>(
        input.getActivityName(),
        input.getResultClass(),
        input.getResultType(),
        input.getArgs(),
        input.getOptions(),
        addition.apply(input.getHeader())));
  }

  @Override
  public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
    if (!isStep(input.getActivityName())) {
      return super.executeLocalActivity(input);
    }
    // In a replay, too: one that its worker has not finished begins again, with this header.
    return super.executeLocalActivity(new LocalActivityInput<>(
        input.getActivityName(),
        input.getResultClass(),
        input.getResultType(),
        input.getArgs(),
        input.getOptions(),
        nextStep(true).apply(input.getHeader())));
  }

  @Override
  public void continueAsNew(ContinueAsNewInput input) {
    super.continueAsNew(new ContinueAsNewInput(
        input.getWorkflowType(),
        input.getOptions(),
        input.getArgs(),
        ofNextRun(HandedOn.addedTo(input.getHeader()))));
  }
}
