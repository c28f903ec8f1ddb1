package dev.understudy.step;

import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;

/**
 * What a run of a task tells, in headers, its steps and the next run. Headers are no part of what a
 * replay compares. Confined to the workflow's threads.
 */
public abstract class StepHeaders extends WorkflowOutboundCallsInterceptorBase {
  /** Understudy's own activities, which are no steps of the task. */
  private static final String OWN = "understudy.";

  /** Hands on to {@code next}. */
  protected StepHeaders(WorkflowOutboundCallsInterceptor next) {
    super(next);
  }

  /** The header of the step that is scheduled next. */
  protected abstract Header ofStep(Header header);

  /** The header of the task's next run. */
  protected abstract Header ofNextRun(Header header);

  private Header of(String activity, Header header) {
    return activity.startsWith(OWN) ? header : ofStep(header);
  }

  @Override
  public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
    return super.executeActivity(new ActivityInput<>(
        input.getActivityName(),
        input.getResultClass(),
        input.getResultType(),
        input.getArgs(),
        input.getOptions(),
        of(input.getActivityName(), input.getHeader())));
  }

  @Override
  public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
    return super.executeLocalActivity(new LocalActivityInput<>(
        input.getActivityName(),
        input.getResultClass(),
        input.getResultType(),
        input.getArgs(),
        input.getOptions(),
        of(input.getActivityName(), input.getHeader())));
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
