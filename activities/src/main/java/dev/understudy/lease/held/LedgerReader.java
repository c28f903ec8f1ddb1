package dev.understudy.lease.held;

import dev.understudy.lease.LeaseActivities;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.LedgerPage;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.converter.DataConverter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads ledgers, whether or not their workers live. Thread-safe. */
final class LedgerReader {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerReader.class);

  private final DataConverter converter;

  LedgerReader(DataConverter converter) {
    this.converter = converter;
  }

  /**
   * What stands in a ledger.
   *
   * @param unread how many pages could not be read
   */
  record Contents(List<LedgerEntry> entries, int unread) {
    Contents {
      entries = List.copyOf(entries);
    }

    List<LedgerEntry> of(LedgerEntry.Kind kind) {
      return entries.stream().filter(entry -> entry.kind() == kind).toList();
    }

    int count(LedgerEntry.Kind kind) {
      return of(kind).size();
    }
  }

  /** What Temporal has on a lease. Waits for it. */
  static DescribeWorkflowExecutionResponse describe(
      WorkflowClient client, WorkflowTargetOptions lease) {
    return client.newUntypedWorkflowStub(lease).describe().getRawDescription();
  }

  /** What stands in the ledger of a lease of which Temporal has that. */
  Contents read(DescribeWorkflowExecutionResponse lease) {
    List<LedgerEntry> entries = new ArrayList<>();
    int unread = 0;
    for (PendingActivityInfo page : lease.getPendingActivitiesList()) {
      if (isWritten(page)) {
        Optional<LedgerPage> content = read(page, lease);
        content.ifPresent(some -> entries.addAll(some.entries()));
        unread += content.isEmpty() ? 1 : 0;
      }
    }
    return new Contents(entries, unread);
  }

  private static boolean isWritten(PendingActivityInfo activity) {
    return activity.getActivityType().getName().equals(LeaseActivities.PAGE)
        && activity.hasHeartbeatDetails();
  }

  private Optional<LedgerPage> read(
      PendingActivityInfo page, DescribeWorkflowExecutionResponse lease) {
    try {
      return Optional.of(converter.fromPayloads(
          0, Optional.of(page.getHeartbeatDetails()), LedgerPage.class, LedgerPage.class));
    } catch (RuntimeException unreadable) { // A user's converter may throw anything.
      LOG.warn(
          "a page of the ledger of {} cannot be read: what stands on it is given out again once its own"
              + " heartbeats are missed",
          lease.getWorkflowExecutionInfo().getExecution().getWorkflowId(),
          unreadable);
      return Optional.empty();
    }
  }
}
