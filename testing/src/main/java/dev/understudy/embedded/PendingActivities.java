package dev.understudy.embedded;

import io.grpc.Channel;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The activities of one workflow that have not ended, as the test server knows them. */
final class PendingActivities {
  private final Map<Long, String> idsByEvent;
  private final Set<String> pending;

  /** Those of the workflow that {@code task} is of. */
  PendingActivities(Channel server, RespondWorkflowTaskCompletedRequest task) {
    WorkflowExecution execution = TaskTokens.execution(task.getTaskToken());
    idsByEvent = history(server, task).stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
        .collect(Collectors.toMap(
            HistoryEvent::getEventId,
            event -> event.getActivityTaskScheduledEventAttributes().getActivityId()));
    pending = WorkflowServiceGrpc.newBlockingStub(server)
        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(task.getNamespace())
            .setExecution(execution)
            .build())
        .getPendingActivitiesList()
        .stream()
        .map(PendingActivityInfo::getActivityId)
        .collect(Collectors.toSet());
  }

  /** Whether the activity that event {@code scheduled} scheduled is pending, or not yet known at all. */
  boolean contains(long scheduled) {
    String id = idsByEvent.get(scheduled);
    return id == null || pending.contains(id);
  }

  /** What the workflow of {@code task} has lived through, but for what came while the task ran. */
  static List<HistoryEvent> history(Channel server, RespondWorkflowTaskCompletedRequest task) {
    return WorkflowServiceGrpc.newBlockingStub(server)
        .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(task.getNamespace())
            .setExecution(TaskTokens.execution(task.getTaskToken()))
            .build())
        .getHistory()
        .getEventsList();
  }
}
