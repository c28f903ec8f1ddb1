package dev.understudy.worker;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.PauseActivityRequest;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.api.workflowservice.v1.UnpauseActivityRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;

/**
 * Does to the one step that a task runs what an operator does with {@code temporal activity}, which only a
 * real server can.
 */
final class StepOperator {
  private final WorkflowServiceBlockingStub server;
  private final String namespace;
  private final WorkflowExecution task;

  StepOperator(WorkflowClient client, String task) {
    this.server = client.getWorkflowServiceStubs().blockingStub();
    this.namespace = client.getOptions().getNamespace();
    this.task = WorkflowExecution.newBuilder().setWorkflowId(task).build();
  }

  void pause() {
    var unused = server.pauseActivity(PauseActivityRequest.newBuilder()
        .setNamespace(namespace)
        .setExecution(task)
        .setId(step().getActivityId())
        .build());
  }

  void unpause() {
    var unused = server.unpauseActivity(UnpauseActivityRequest.newBuilder()
        .setNamespace(namespace)
        .setExecution(task)
        .setId(step().getActivityId())
        .build());
  }

  void reset() {
    var unused = server.resetActivity(ResetActivityRequest.newBuilder()
        .setNamespace(namespace)
        .setExecution(task)
        .setId(step().getActivityId())
        .build());
  }

  /** As {@code temporal workflow describe} shows it. */
  PendingActivityInfo step() {
    return server
        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace)
            .setExecution(task)
            .build())
        .getPendingActivities(0);
  }
}
