package dev.understudy.lease.held;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import dev.understudy.Internal;
import dev.understudy.beacon.LeaseDesk;
import dev.understudy.lease.LeaseWorkflow;
import dev.understudy.lease.Proof;
import dev.understudy.lease.Suspected;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.filter.v1.WorkflowTypeFilter;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The leases of the workers of one task queue, as any process that reaches Temporal sees them. Thread-safe. */
@Internal
public final class Leases implements LeaseDesk {
  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  private static final int PAGE = 100;

  private final WorkflowClient client;
  private final String taskQueue;

  /** Of the workers that poll {@code taskQueue}. */
  public Leases(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.taskQueue = taskQueue;
  }

  /**
   * Tells the lease of {@code run} that its worker may be gone, so that it is asked. Waits for Temporal; a lease that
   * has ended needs not to know.
   *
   * @param by the name of the worker that suspects
   * @throws RuntimeException if Temporal does not take it
   */
  @Override
  public void suspect(WorkerRun run, Suspicion why, String by) {
    tell(run, LeaseWorkflow.SUSPECT, new Suspected(why, by));
  }

  /** Tells the lease of {@code run} that its worker is gone, in the same way. */
  void prove(WorkerRun run, Proof proof) {
    tell(run, LeaseWorkflow.PROVED, proof);
  }

  private void tell(WorkerRun run, String signal, Object what) {
    try {
      client.newUntypedWorkflowStub(run.leaseId()).signal(signal, what);
    } catch (WorkflowNotFoundException over) {
      LOG.debug("the lease of {} is over", run.worker(), over);
    }
  }

  /**
   * The runs whose leases are open, of this task queue alone, in no order. Waits for Temporal, whose list may trail
   * by a moment.
   *
   * @throws io.grpc.StatusRuntimeException if it does not answer
   */
  @Override
  public List<WorkerRun> open() {
    return begun().stream().map(Begun::run).toList();
  }

  /**
   * A lease that is open.
   *
   * @param at when it began, by Temporal's clock; the epoch if it has continued as new since
   */
  record Begun(WorkerRun run, Instant at) {}

  /** Those that are open, as {@link #open}. */
  List<Begun> begun() {
    List<Begun> found = new ArrayList<>();
    ByteString next = ByteString.EMPTY;
    do {
      ListOpenWorkflowExecutionsResponse page = page(next);
      for (WorkflowExecutionInfo lease : page.getExecutionsList()) {
        run(lease, taskQueue).map(run -> new Begun(run, begun(lease))).ifPresent(found::add);
      }
      next = page.getNextPageToken();
    } while (!next.isEmpty());
    return List.copyOf(found);
  }

  private static Instant begun(WorkflowExecutionInfo lease) {
    String first = lease.getFirstRunId();
    return first.isEmpty() || first.equals(lease.getExecution().getRunId())
        ? OpenLease.instant(lease.getStartTime())
        : Instant.EPOCH;
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
            .setTypeFilter(WorkflowTypeFilter.newBuilder().setName(LeaseWorkflow.TYPE))
            .build());
  }

  /** Whose lease it is, if it is one of that task queue. Not every server may heed a filter. */
  static Optional<WorkerRun> run(WorkflowExecutionInfo lease, String taskQueue) {
    return Optional.of(lease)
        .filter(some -> some.getType().getName().equals(LeaseWorkflow.TYPE))
        .flatMap(some -> WorkerRun.ofLease(some.getExecution().getWorkflowId()))
        .filter(run -> run.taskQueue().equals(taskQueue));
  }
}
