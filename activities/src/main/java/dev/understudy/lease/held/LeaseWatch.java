package dev.understudy.lease.held;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.lease.DoorbellWorkflow;
import dev.understudy.lease.LeaseActivities;
import dev.understudy.lease.LeaseEnd;
import dev.understudy.lease.LeasePace;
import dev.understudy.lease.LeaseStart;
import dev.understudy.lease.LeaseWorkflow;
import dev.understudy.lease.Tally;
import dev.understudy.lease.WorkerRun;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that there is a lease of one run of a worker, and says in the log if there was none. Thread-safe; its
 * calls wait for Temporal.
 */
final class LeaseWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);

  private static final String CONSEQUENCE =
      "until it has one, others notice its end by missing heartbeats alone, which takes longer";

  /** For the end of a lease that is told to end. */
  private static final Duration GOODBYE = Duration.ofSeconds(1);

  /** For what takes one workflow task. */
  private static final Duration HANGING = Duration.ofMinutes(1);

  /** As if somebody had ended it. */
  private static final DescribeWorkflowExecutionResponse GONE =
      DescribeWorkflowExecutionResponse.newBuilder()
          .setWorkflowExecutionInfo(WorkflowExecutionInfo.newBuilder()
              .setStatus(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED))
          .build();

  private final WorkflowClient client;
  private final WorkerRun run;
  private final Instant since = Instant.now();
  private final Object lock = new Object();

  /** Of the lease that was seen last; empty before the first. */
  @GuardedBy("lock")
  private String leaseRun = "";

  @GuardedBy("lock")
  private boolean isClosed;

  /** Of what is only tried again one line is enough. */
  @GuardedBy("lock")
  private boolean isWarned;

  LeaseWatch(WorkflowClient client, WorkerRun run) {
    this.client = client;
    this.run = run;
  }

  /** It is held as of that workflow run. */
  void isHeld(String workflowRun) {
    synchronized (lock) {
      leaseRun = workflowRun;
    }
  }

  /** Looks whether there is a lease, and begins one if not. */
  void look(Ledger ledger) {
    String seen;
    synchronized (lock) {
      seen = leaseRun;
      if (isClosed) {
        return;
      }
    }
    try {
      if (seen.isEmpty()) {
        begin(ledger.pages());
      } else {
        lookFor(seen, ledger);
      }
    } catch (WorkflowException | io.grpc.StatusRuntimeException failure) {
      warn(
          "%s has no lease, and tries again to get one: %s".formatted(run.worker(), CONSEQUENCE),
          failure);
    }
  }

  private void lookFor(String seen, Ledger ledger) {
    int pages = ledger.pages();
    DescribeWorkflowExecutionResponse found = describe(seen);
    WorkflowExecutionStatus status = found.getWorkflowExecutionInfo().getStatus();
    switch (status) {
      case WORKFLOW_EXECUTION_STATUS_RUNNING ->
        // What it lacks may not have reached its lease, or have been lost on its way from there.
        tellPages(pagesGivenOut(found) < pages ? pages : ledger.moveHidden());
      case WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW -> {
        begin(pages); // what it has gone on as may be over, too
        tellPages(pages);
      }
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> {
        begin(pages);
        LOG.warn(
            "{} was taken for dead, and what it held was given to others; it takes part again, with a new lease",
            run.worker());
      }
      default -> {
        begin(pages);
        LOG.warn(
            "the lease of {} was ended by somebody ({}), and it begins another one: {}",
            run.worker(),
            status,
            CONSEQUENCE);
      }
    }
  }

  private static long pagesGivenOut(DescribeWorkflowExecutionResponse found) {
    return found.getPendingActivitiesList().stream()
        .filter(activity -> activity.getActivityType().getName().equals(LeaseActivities.PAGE))
        .filter(page -> page.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
        .count();
  }

  private DescribeWorkflowExecutionResponse describe(String seen) {
    try {
      return client
          .newUntypedWorkflowStub(WorkflowTargetOptions.newBuilder()
              .setWorkflowId(run.leaseId())
              .setRunId(seen)
              .build())
          .describe()
          .getRawDescription();
    } catch (WorkflowNotFoundException gone) {
      return GONE;
    }
  }

  /**
   * Sees to it that others can ask the worker at once. What they ask by is a workflow that is over, which Temporal
   * forgets some day.
   */
  void hangDoorbell() {
    try {
      DoorbellWorkflow doorbell = client.newWorkflowStub(
          DoorbellWorkflow.class,
          WorkflowOptions.newBuilder()
              .setWorkflowId(run.doorbellId())
              .setTaskQueue(run.ownQueue())
              .setWorkflowRunTimeout(
                  HANGING) // Nobody else polls there, and a worker may die before it has.
              .setWorkflowIdConflictPolicy(
                  WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
              .setStaticSummary("%s can be asked".formatted(run.worker()))
              .build());
      var unused = WorkflowClient.start(doorbell::hang);
    } catch (WorkflowException | io.grpc.StatusRuntimeException failure) {
      LOG.debug("{} cannot be asked at once", run.worker(), failure);
    }
  }

  /** One that is there, such as after a reset, will do. */
  private void begin(int pages) {
    LeaseWorkflow lease = client.newWorkflowStub(
        LeaseWorkflow.class,
        WorkflowOptions.newBuilder()
            .setWorkflowId(run.leaseId())
            .setTaskQueue(WorkerRun.leasesQueue(run.taskQueue()))
            .setWorkflowTaskTimeout(LeasePace.DEPUTY)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setStaticSummary("%s lives".formatted(run.worker()))
            .build());
    WorkflowExecution begun =
        WorkflowClient.start(lease::keep, new LeaseStart(run, since, pages, Tally.NONE));
    boolean isLate;
    synchronized (lock) {
      leaseRun = begun.getRunId();
      isWarned = false;
      isLate = isClosed;
    }
    if (isLate) {
      sayGoodbye(); // again, for the first may have come before this one
    } else {
      hangDoorbell();
    }
  }

  /** Tells the lease that the ledger needs so many pages. */
  void tellPages(int pages) {
    tell("of the size of its ledger", lease -> lease.pages(pages));
  }

  /** Ends the lease with a goodbye, if there is one. */
  void close() {
    synchronized (lock) {
      isClosed = true;
    }
    sayGoodbye();
    awaitEnd();
  }

  private void sayGoodbye() {
    tell("that it goes", LeaseWorkflow::close);
  }

  private void awaitEnd() {
    try {
      var unused = client
          .newUntypedWorkflowStub(run.leaseId())
          .getResult(GOODBYE.toMillis(), TimeUnit.MILLISECONDS, LeaseEnd.class);
    } catch (TimeoutException | WorkflowException | io.grpc.StatusRuntimeException later) {
      LOG.debug("the lease of {} ends once a worker looks at it", run.worker(), later);
    }
  }

  private void tell(String what, Functions.Proc1<LeaseWorkflow> signal) {
    try {
      signal.apply(client.newWorkflowStub(LeaseWorkflow.class, run.leaseId()));
    } catch (WorkflowException | io.grpc.StatusRuntimeException untold) {
      LOG.debug("the lease of {} was not told {}", run.worker(), what, untold);
    }
  }

  private void warn(String line, Exception failure) {
    synchronized (lock) {
      if (!isWarned) {
        isWarned = true;
        LOG.warn(line, failure);
      }
    }
  }
}
