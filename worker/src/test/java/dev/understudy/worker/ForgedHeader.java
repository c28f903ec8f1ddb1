package dev.understudy.worker;

import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;

/** Starts workflows with a header of somebody's own making. */
final class ForgedHeader extends WorkflowClientInterceptorBase {
  private final Header header;

  ForgedHeader(Header header) {
    this.header = header;
  }

  @Override
  public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
      WorkflowClientCallsInterceptor next) {
    return new WorkflowClientCallsInterceptorBase(next) {
      @Override
      public WorkflowStartOutput start(WorkflowStartInput input) {
        return super.start(new WorkflowStartInput(
            input.getWorkflowId(),
            input.getWorkflowType(),
            header,
            input.getArguments(),
            input.getOptions()));
      }
    };
  }
}
