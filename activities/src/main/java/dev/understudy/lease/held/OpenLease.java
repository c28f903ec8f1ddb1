package dev.understudy.lease.held;

import com.google.protobuf.Timestamp;
import dev.understudy.lease.LeaseActivities;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.ReapingActivities;
import dev.understudy.lease.WorkerRun;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads off the activities of a lease that is open how it stands. */
final class OpenLease {
  private final WorkerRun run;
  private final DescribeWorkflowExecutionResponse found;
  private final DataConverter converter;

  OpenLease(WorkerRun run, DescribeWorkflowExecutionResponse found, DataConverter converter) {
    this.run = run;
    this.found = found;
    this.converter = converter;
  }

  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  LeaseRecord.Open read() {
    return new LeaseRecord.Open(
        run,
        instant(found.getWorkflowExecutionInfo().getStartTime()),
        heard(),
        standing(),
        holdings());
  }

  private List<PendingActivityInfo> activities(String type) {
    return found.getPendingActivitiesList().stream()
        .filter(activity -> activity.getActivityType().getName().equals(type))
        .toList();
  }

  /** A worker that holds its lease has shown that it lives, before its first beat. */
  private Optional<Instant> heard() {
    return activities(LeaseActivities.HOLD).stream()
        .filter(hold -> hold.hasLastHeartbeatTime() || hold.hasLastStartedTime())
        .map(hold ->
            hold.hasLastHeartbeatTime() ? hold.getLastHeartbeatTime() : hold.getLastStartedTime())
        .map(OpenLease::instant)
        .findFirst();
  }

  /** One that fell silent may be given something for a while after it was reaped; then its return is awaited. */
  private LeaseRecord.Standing standing() {
    if (!activities(ReapingActivities.REAP).isEmpty()
        || !activities(LeaseActivities.RETURN).isEmpty()) {
      return LeaseRecord.Standing.REAPED;
    }
    return activities(LeaseActivities.ANSWER).isEmpty()
        ? LeaseRecord.Standing.HELD
        : LeaseRecord.Standing.ASKED;
  }

  private LeaseRecord.Holdings holdings() {
    LedgerReader.Contents ledger = new LedgerReader(converter).read(found);
    return new LeaseRecord.Holdings(
        ledger.count(LedgerEntry.Kind.ATTENDANCE),
        ledger.count(LedgerEntry.Kind.STEP),
        ledger.unread());
  }
}
