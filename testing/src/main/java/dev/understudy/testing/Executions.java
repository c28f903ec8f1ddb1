package dev.understudy.testing;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;

/** What the test server knows of the workflows that it runs. Thread-safe. */
final class Executions {
  private final WorkflowServiceBlockingStub service;
  private final String namespace;

  Executions(TestWorkflowEnvironment server) {
    this.service = server.getWorkflowServiceStubs().blockingStub();
    this.namespace = server.getNamespace();
  }

  List<WorkflowExecution> open() {
    return service
        .listOpenWorkflowExecutions(ListOpenWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setStartTimeFilter(StartTimeFilter.getDefaultInstance())
            .build())
        .getExecutionsList()
        .stream()
        .map(WorkflowExecutionInfo::getExecution)
        .toList();
  }

  List<WorkflowExecution> closed() {
    return service
        .listClosedWorkflowExecutions(ListClosedWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace)
            .setStartTimeFilter(StartTimeFilter.getDefaultInstance())
            .build())
        .getExecutionsList()
        .stream()
        .map(WorkflowExecutionInfo::getExecution)
        .toList();
  }

  Business business(WorkflowExecution run) {
    return new Business(
        run,
        service
            .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(run)
                .build())
            .getHistory()
            .getEventsList(),
        service.describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace)
            .setExecution(run)
            .build()));
  }
}
