package dev.understudy.cli.task;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks that are open, by Temporal's list of all that is: one request for each thousand. What Understudy runs
 * beside a task, as its attendances, is in that list too, and tells of the task's agents instead. Waits for Temporal,
 * whose list may trail by a moment.
 */
final class OpenTasks {
  private static final int PAGE = 1000;

  /** What the types of all workflows of Understudy's own begin with. */
  private static final String OWN = "understudy.";

  private final WorkflowClient client;

  OpenTasks(WorkflowClient client) {
    this.client = client;
  }

  /**
   * The oldest first.
   *
   * @throws io.grpc.StatusRuntimeException if Temporal does not answer
   */
  List<OpenTask> list() {
    List<WorkflowExecutionInfo> tasks = new ArrayList<>();
    Map<String, List<AttendanceId>> attendances = new LinkedHashMap<>();
    ByteString next = ByteString.EMPTY;
    do {
      ListOpenWorkflowExecutionsResponse page = page(next);
      page.getExecutionsList().forEach(workflow -> {
        if (!workflow.getType().getName().startsWith(OWN)) {
          tasks.add(workflow);
        } else {
          AttendanceId.parse(workflow.getExecution().getWorkflowId())
              .ifPresent(one -> attendances
                  .computeIfAbsent(one.task(), none -> new ArrayList<>())
                  .add(one));
        }
      });
      next = page.getNextPageToken();
    } while (!next.isEmpty());
    return tasks.stream()
        .map(workflow -> task(workflow, attendances.getOrDefault(id(workflow), List.of())))
        .sorted((a, b) -> a.since().compareTo(b.since()))
        .toList();
  }

  private ListOpenWorkflowExecutionsResponse page(ByteString token) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .listOpenWorkflowExecutions(ListOpenWorkflowExecutionsRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setMaximumPageSize(PAGE)
            .setNextPageToken(token)
            .setStartTimeFilter(StartTimeFilter.newBuilder()
                .setEarliestTime(Timestamps.EPOCH)
                .setLatestTime(Timestamps.MAX_VALUE))
            .build());
  }

  private static String id(WorkflowExecutionInfo workflow) {
    return workflow.getExecution().getWorkflowId();
  }

  private OpenTask task(WorkflowExecutionInfo workflow, List<AttendanceId> attendances) {
    Timestamp since = workflow.getStartTime();
    return new OpenTask(
        id(workflow),
        workflow.getType().getName(),
        workflow.getTaskQueue().isEmpty() ? taskQueue(workflow) : workflow.getTaskQueue(),
        Instant.ofEpochSecond(since.getSeconds(), since.getNanos()),
        attendances);
  }

  /** Temporal's test server does not list them. */
  private String taskQueue(WorkflowExecutionInfo workflow) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(workflow.getExecution())
            .build())
        .getExecutionConfig()
        .getTaskQueue()
        .getName();
  }
}
