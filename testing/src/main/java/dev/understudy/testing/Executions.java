package dev.understudy.testing;

import dev.understudy.attendance.AttendanceEnd;
import dev.understudy.presence.LeaveReason;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import java.util.Optional;

/** The workflows that the test server runs, and what it knows of them. Thread-safe. */
final class Executions {
  private final WorkflowClient client;
  private final WorkflowServiceBlockingStub service;
  private final String namespace;
  private final Faults faults;

  Executions(TestWorkflowEnvironment server, Faults faults) {
    this.faults = faults;
    this.client = server.getWorkflowClient();
    this.service = server.getWorkflowServiceStubs().blockingStub();
    this.namespace = server.getNamespace();
  }

  WorkflowClient client() {
    return client;
  }

  /** Of the task's latest run; empty if it has none. */
  Optional<WorkflowExecutionStatus> status(String task) {
    try {
      return Optional.of(client.newUntypedWorkflowStub(task).describe().getStatus());
    } catch (WorkflowNotFoundException unknown) {
      return Optional.empty();
    }
  }

  /** How that task ended; empty while it runs, and if nobody knows it. */
  Optional<LeaveReason> end(String task) {
    return status(task).flatMap(AttendanceEnd::reason);
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

  /** Whether a bug in its code holds the task. */
  boolean isHeld(String task) {
    return businesses().stream()
        .anyMatch(one -> one.run().getWorkflowId().equals(task) && one.isHeld());
  }

  /** What all open runs do. */
  List<Business> businesses() {
    return open().stream().map(this::business).toList();
  }

  /**
   * What a run does. Its pending work first: what has ended since stands in its history, and what has begun since
   * is seen by whoever finds that history unchanged later.
   */
  Business business(WorkflowExecution run) {
    DescribeWorkflowExecutionResponse pending =
        service.describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(namespace)
            .setExecution(run)
            .build());
    List<HistoryEvent> history = service
        .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(namespace)
            .setExecution(run)
            .build())
        .getHistory()
        .getEventsList();
    return new Business(run, history, pending, faults, this::exception);
  }

  private Throwable exception(Failure failure) {
    return client.getOptions().getDataConverter().failureToException(failure);
  }
}
