package dev.understudy.lease.held;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import dev.understudy.Internal;
import dev.understudy.lease.LeaseEnd;
import dev.understudy.lease.LeaseWorkflow;
import dev.understudy.lease.WorkerRun;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.filter.v1.WorkflowTypeFilter;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.converter.DataConverterException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Temporal has on the leases of the workers of one task queue: those that are open, and those that ended of
 * late. Needs no worker that lives. Waits for Temporal.
 *
 * <p>Temporal's lists may trail by a moment, its descriptions do not: so each lease that may be open is described.
 */
@Internal
public final class LeaseRecords {
  private static final int PAGE = 100;

  /** More of them nobody reads; each is a request. */
  private static final int MOST_ENDED = 200;

  private final WorkflowClient client;
  private final WorkflowServiceStubs stubs;
  private final String taskQueue;

  public LeaseRecords(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.stubs = client.getWorkflowServiceStubs();
    this.taskQueue = taskQueue;
  }

  /**
   * Those that are open, and those that have ended since then, the last first; of one lease that was begun several
   * times each time.
   *
   * @param known runs whose leases Temporal's list may not have yet
   * @throws StatusRuntimeException if Temporal does not answer
   */
  public List<LeaseRecord> since(Instant then, Collection<WorkerRun> known) {
    Map<WorkflowExecution, LeaseRecord> all = new LinkedHashMap<>();
    Set<WorkerRun> runs = new LinkedHashSet<>(new Leases(client, taskQueue).open());
    runs.addAll(known);
    for (WorkerRun run : runs) {
      describe(run)
          .ifPresent(found ->
              all.put(found.getWorkflowExecutionInfo().getExecution(), record(run, found)));
    }
    for (WorkflowExecutionInfo ended : ended(then)) {
      if (!all.containsKey(ended.getExecution())) {
        Leases.run(ended, taskQueue)
            .ifPresent(run -> all.put(ended.getExecution(), closed(run, ended)));
      }
    }
    return List.copyOf(all.values());
  }

  private Optional<DescribeWorkflowExecutionResponse> describe(WorkerRun run) {
    try {
      return Optional.of(stubs
          .blockingStub()
          .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
              .setNamespace(client.getOptions().getNamespace())
              .setExecution(WorkflowExecution.newBuilder().setWorkflowId(run.leaseId()))
              .build()));
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private LeaseRecord record(WorkerRun run, DescribeWorkflowExecutionResponse found) {
    WorkflowExecutionInfo info = found.getWorkflowExecutionInfo();
    return info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
        ? new OpenLease(run, found, client.getOptions().getDataConverter()).read()
        : closed(run, info);
  }

  /** The last to end come first: what is on the pages after one without any is older. */
  private List<WorkflowExecutionInfo> ended(Instant then) {
    List<WorkflowExecutionInfo> ended = new ArrayList<>();
    ListClosedWorkflowExecutionsResponse page = endedPage(ByteString.EMPTY);
    while (ended.size() < MOST_ENDED && addEnded(page, then, ended)) {
      page = endedPage(page.getNextPageToken());
    }
    return ended.subList(0, Math.min(ended.size(), MOST_ENDED));
  }

  /** Returns whether the next page may have some. */
  private boolean addEnded(
      ListClosedWorkflowExecutionsResponse page, Instant then, List<WorkflowExecutionInfo> ended) {
    List<WorkflowExecutionInfo> late = page.getExecutionsList().stream()
        .filter(lease -> !isEndedBefore(lease, then))
        .toList();
    late.stream()
        .filter(lease -> Leases.run(lease, taskQueue).isPresent() && !goesOn(lease))
        .forEach(ended::add);
    return !late.isEmpty() && !page.getNextPageToken().isEmpty();
  }

  /** Temporal's test server does not list when a workflow has ended. */
  private static boolean isEndedBefore(WorkflowExecutionInfo lease, Instant then) {
    return lease.hasCloseTime() && OpenLease.instant(lease.getCloseTime()).isBefore(then);
  }

  /** The server may go by the start, which says nothing of the end: so that is looked at here. */
  private ListClosedWorkflowExecutionsResponse endedPage(ByteString token) {
    return stubs
        .blockingStub()
        .listClosedWorkflowExecutions(ListClosedWorkflowExecutionsRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setMaximumPageSize(PAGE)
            .setNextPageToken(token)
            .setStartTimeFilter(StartTimeFilter.newBuilder()
                .setEarliestTime(Timestamps.EPOCH)
                .setLatestTime(Timestamps.MAX_VALUE))
            .setTypeFilter(WorkflowTypeFilter.newBuilder().setName(LeaseWorkflow.TYPE))
            .build());
  }

  private static boolean goesOn(WorkflowExecutionInfo lease) {
    return lease.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW;
  }

  private LeaseRecord closed(WorkerRun run, WorkflowExecutionInfo info) {
    if (info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED) {
      try {
        return new LeaseRecord.Ended(end(info.getExecution()));
      } catch (WorkflowException | DataConverterException unreadable) {
        return broken(run, "ended, unreadable", info);
      }
    }
    String how = info.getStatus().name().replace("WORKFLOW_EXECUTION_STATUS_", "");
    return broken(run, how.toLowerCase(Locale.ROOT).replace('_', ' '), info);
  }

  private LeaseEnd end(WorkflowExecution execution) {
    return client
        .newUntypedWorkflowStub(WorkflowTargetOptions.newBuilder()
            .setWorkflowId(execution.getWorkflowId())
            .setRunId(execution.getRunId())
            .build())
        .getResult(LeaseEnd.class);
  }

  private static LeaseRecord broken(WorkerRun run, String how, WorkflowExecutionInfo info) {
    return new LeaseRecord.Broken(run, how, OpenLease.instant(info.getCloseTime()));
  }
}
