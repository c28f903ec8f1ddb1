package dev.understudy.lease.held;

import dev.understudy.lease.LeaseActivities;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.LedgerPage;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.converter.DataConverterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads ledgers, whether or not their workers live. Thread-safe. */
final class LedgerReader {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerReader.class);

  private final WorkflowClient client;

  LedgerReader(WorkflowClient client) {
    this.client = client;
  }

  /**
   * What stands in a ledger.
   *
   * @param unread how many pages could not be read
   */
  record Contents(List<LedgerEntry> entries, int unread) {}

  /**
   * That of a lease. Waits for Temporal.
   *
   * @throws io.temporal.client.WorkflowException if it does not answer
   */
  Contents read(WorkflowTargetOptions lease) {
    List<LedgerEntry> entries = new ArrayList<>();
    int unread = 0;
    for (PendingActivityInfo page : pages(lease)) {
      Optional<LedgerPage> content = read(page, lease);
      content.ifPresent(some -> entries.addAll(some.entries()));
      unread += content.isEmpty() ? 1 : 0;
    }
    return new Contents(entries, unread);
  }

  private List<PendingActivityInfo> pages(WorkflowTargetOptions lease) {
    return client
        .newUntypedWorkflowStub(lease)
        .describe()
        .getRawDescription()
        .getPendingActivitiesList()
        .stream()
        .filter(activity -> activity.getActivityType().getName().equals(LeaseActivities.PAGE))
        .filter(PendingActivityInfo::hasHeartbeatDetails)
        .toList();
  }

  private Optional<LedgerPage> read(PendingActivityInfo page, WorkflowTargetOptions lease) {
    try {
      return Optional.of(client
          .getOptions()
          .getDataConverter()
          .fromPayloads(
              0, Optional.of(page.getHeartbeatDetails()), LedgerPage.class, LedgerPage.class));
    } catch (DataConverterException unreadable) {
      LOG.warn(
          "a page of the ledger of {} cannot be read: what stands on it is given out again once its own"
              + " heartbeats are missed",
          lease.getWorkflowId(),
          unreadable);
      return Optional.empty();
    }
  }
}
