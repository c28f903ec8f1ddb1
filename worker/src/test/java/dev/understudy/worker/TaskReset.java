package dev.understudy.worker;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.util.UUID;

/** Does to a task what an operator does with {@code temporal workflow reset}, which only a real server can. */
final class TaskReset {
  private TaskReset() {}

  /** To the end of the first workflow task that was completed after {@code event}, which the new run keeps. */
  static void toTaskAfter(long event, WorkflowClient client, String task) {
    var unused = client
        .getWorkflowServiceStubs()
        .blockingStub()
        .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(task))
            .setRequestId(UUID.randomUUID().toString())
            .setReason("test")
            .setWorkflowTaskFinishEventId(taskDoneAfter(event, client, task))
            .build());
  }

  private static long taskDoneAfter(long event, WorkflowClient client, String task) {
    return client.fetchHistory(task).getEvents().stream()
        .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
        .mapToLong(HistoryEvent::getEventId)
        .filter(id -> id > event)
        .findFirst()
        .orElseThrow();
  }
}
