package dev.understudy.attendance.ably;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which workflows have ended without a word lately: one that is terminated, or times out, tells nobody, nor does one
 * that fails before its code runs. One request finds those of all agents, so that what a look costs does not grow with
 * them. Thread-safe; a look waits for the server.
 */
final class EndedTasks {
  private static final Logger LOG = LoggerFactory.getLogger(EndedTasks.class);

  /**
   * How far a look reaches back behind the one before. What has ended shows in a list some seconds later
   * (Temporal docs, "Visibility"), and the clocks of the server and of this machine may differ.
   */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private static final String QUERY =
      "ExecutionStatus IN ('Terminated', 'TimedOut', 'Failed') AND CloseTime > '%s'";

  /** After these the server may answer the next time. */
  private static final Set<Status.Code> PASSING = Set.of(
      Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.RESOURCE_EXHAUSTED);

  private final WorkflowClient client;

  @GuardedBy("this")
  private Instant lastLook = Instant.now();

  EndedTasks(WorkflowClient client) {
    this.client = client;
  }

  /** One page of a list. */
  private record Found(List<WorkflowExecutionInfo> executions, ByteString next) {}

  /**
   * The workflow ids of those that have ended since the last look, or since this was made. One of them may have been
   * started again. None while the server does not answer: the next look finds them. Empty if it refuses to tell, as
   * to one who may not list workflows.
   */
  synchronized Optional<Set<String>> sinceLastLook() {
    Instant now = Instant.now();
    try {
      Set<String> ended = since(lastLook.minus(OVERLAP));
      lastLook = now;
      return Optional.of(ended);
    } catch (StatusRuntimeException untold) {
      LOG.debug("the server does not tell which workflows have ended", untold);
      return PASSING.contains(untold.getStatus().getCode())
          ? Optional.of(Set.of())
          : Optional.empty();
    }
  }

  /** Nobody needs to know what has ended until now. */
  synchronized void skip() {
    lastLook = Instant.now();
  }

  private Set<String> since(Instant from) {
    Set<String> ended = new HashSet<>();
    ByteString page = ByteString.EMPTY;
    do {
      Found found = found(from, page);
      found.executions().forEach(one -> ended.add(one.getExecution().getWorkflowId()));
      page = found.next();
    } while (!page.isEmpty());
    return ended;
  }

  private Found found(Instant from, ByteString page) {
    try {
      ListWorkflowExecutionsResponse found = server()
          .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
              .setNamespace(namespace())
              .setQuery(QUERY.formatted(from))
              .setNextPageToken(page)
              .build());
      return new Found(found.getExecutionsList(), found.getNextPageToken());
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw failure;
      }
      return foundWithoutAQuery(from, page);
    }
  }

  /** The test server has no queries. */
  private Found foundWithoutAQuery(Instant from, ByteString page) {
    Timestamp earliest = Timestamps.fromMillis(from.toEpochMilli());
    ListClosedWorkflowExecutionsResponse found = server()
        .listClosedWorkflowExecutions(ListClosedWorkflowExecutionsRequest.newBuilder()
            .setNamespace(namespace())
            .setStartTimeFilter(StartTimeFilter.newBuilder().setEarliestTime(earliest))
            .setNextPageToken(page)
            .build());
    return new Found(found.getExecutionsList(), found.getNextPageToken());
  }

  private WorkflowServiceBlockingStub server() {
    return client.getWorkflowServiceStubs().blockingStub();
  }

  private String namespace() {
    return client.getOptions().getNamespace();
  }
}
