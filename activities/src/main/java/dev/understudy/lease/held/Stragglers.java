package dev.understudy.lease.held;

import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.lease.Harvest;
import dev.understudy.lease.LeasePace;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.ReapOrder;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a dead worker had that stands in no ledger: an attempt that was too young for that at its end, or that was given
 * to one of its polls since. It is found by its workflow, for Temporal tells who began an attempt, and when.
 *
 * <p>It can be failed by its id alone, which is not of one attempt: if two do that at once, the next attempt may fail
 * as well. So one that is the last but one waits for its heartbeats to be missed. Those of a living worker that has the
 * same name are left alone, and those that are entrusted to somebody, who may be anywhere. Thread-safe.
 */
final class Stragglers {
  private static final Logger LOG = LoggerFactory.getLogger(Stragglers.class);

  /** A worker polls before it has its lease. */
  private static final Duration BEFORE_ITS_LEASE = Duration.ofSeconds(2);

  private final WorkflowClient client;
  private final ReapOrder order;
  private final List<LedgerEntry> entrusted;
  private final List<Instant> namesakes;
  private final Supplier<RuntimeException> failure;

  /**
   * Of the worker that {@code order} is about.
   *
   * @param ledger that worker's
   * @param open the leases that are open
   * @param failure what the attempts fail with
   */
  Stragglers(
      WorkflowClient client,
      ReapOrder order,
      LedgerReader.Contents ledger,
      List<Leases.Begun> open,
      Supplier<RuntimeException> failure) {
    this.client = client;
    this.order = order;
    this.entrusted = ledger.of(LedgerEntry.Kind.ENTRUSTED);
    this.namesakes = open.stream()
        .filter(lease -> lease.run().worker().equals(order.from().worker()))
        .filter(lease -> !lease.run().equals(order.from()))
        .map(lease -> lease.at().minus(BEFORE_ITS_LEASE))
        .toList();
    this.failure = failure;
  }

  /** Fails those of a workflow. Waits for Temporal. */
  Harvest fail(String workflow) {
    try {
      DescribeWorkflowExecutionResponse found = LedgerReader.describe(
          client, WorkflowTargetOptions.newBuilder().setWorkflowId(workflow).build());
      return found.getPendingActivitiesList().stream()
          .filter(activity -> isLost(activity, workflow))
          .map(activity -> fail(activity, found))
          .reduce(Harvest.NONE, Harvest::plus);
    } catch (WorkflowNotFoundException over) {
      return Harvest.NONE;
    } catch (RuntimeException failure) { // Whatever it is, the others are looked at all the same.
      LOG.warn(
          "what {} had just begun for {} was not looked for: it is given out again when its heartbeats are missed",
          order.from().worker(),
          workflow,
          failure);
      return new Harvest(0, 0, 0, 1);
    }
  }

  private boolean isLost(PendingActivityInfo activity, String workflow) {
    Instant started = OpenLease.instant(activity.getLastStartedTime());
    return activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED
        && activity.getLastWorkerIdentity().equals(order.from().worker())
        && !started.isBefore(order.alarm().noticed().minus(LeasePace.YOUNG))
        && namesakes.stream().noneMatch(begun -> begun.isBefore(started))
        && beats(activity)
        && mayBeTriedTwice(activity)
        && entrusted.stream().noneMatch(step -> isIt(step, activity, workflow));
  }

  /** One whose worker's end Temporal would not notice may go on without it. Not every server tells. */
  private static boolean beats(PendingActivityInfo activity) {
    return !activity.hasActivityOptions()
        || activity.getActivityOptions().getHeartbeatTimeout().getSeconds() > 0;
  }

  private static boolean mayBeTriedTwice(PendingActivityInfo activity) {
    int most = activity.getMaximumAttempts();
    return most == 0 || activity.getAttempt() + 1 < most;
  }

  private static boolean isIt(LedgerEntry step, PendingActivityInfo activity, String workflow) {
    return step.workflow().equals(workflow) && step.activity().equals(activity.getActivityId());
  }

  private Harvest fail(PendingActivityInfo activity, DescribeWorkflowExecutionResponse workflow) {
    var execution = workflow.getWorkflowExecutionInfo().getExecution();
    try {
      client
          .newActivityCompletionClient()
          .completeExceptionally(
              execution.getWorkflowId(),
              Optional.of(execution.getRunId()),
              activity.getActivityId(),
              failure.get());
    } catch (ActivityNotExistsException over) {
      return new Harvest(0, 0, 1, 0);
    }
    return activity.getActivityType().getName().equals(AttendanceActivities.ATTEND)
        ? new Harvest(1, 0, 0, 0)
        : new Harvest(0, 1, 0, 0);
  }
}
