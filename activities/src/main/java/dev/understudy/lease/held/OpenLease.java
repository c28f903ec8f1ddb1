package dev.understudy.lease.held;

import com.google.protobuf.Timestamp;
import dev.understudy.lease.LeaseActivities;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.lease.LedgerPage;
import dev.understudy.lease.WorkerRun;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads off the activities of a lease that is open how it stands. */
final class OpenLease {
  // As LeaseActivities and ReapingActivities call them.
  private static final String HOLD = "understudy.hold-lease";
  private static final String ANSWER = "understudy.answer";
  private static final String REAP = "understudy.reap";

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
    return activities(HOLD).stream()
        .filter(hold -> hold.hasLastHeartbeatTime() || hold.hasLastStartedTime())
        .map(hold ->
            hold.hasLastHeartbeatTime() ? hold.getLastHeartbeatTime() : hold.getLastStartedTime())
        .map(OpenLease::instant)
        .findFirst();
  }

  private LeaseRecord.Standing standing() {
    if (!activities(REAP).isEmpty()) {
      return LeaseRecord.Standing.REAPED;
    }
    return activities(ANSWER).isEmpty() ? LeaseRecord.Standing.HELD : LeaseRecord.Standing.ASKED;
  }

  private LeaseRecord.Holdings holdings() {
    return activities(LeaseActivities.PAGE).stream()
        .filter(PendingActivityInfo::hasHeartbeatDetails)
        .map(this::holdings)
        .reduce(LeaseRecord.Holdings.NONE, LeaseRecord.Holdings::plus);
  }

  private LeaseRecord.Holdings holdings(PendingActivityInfo page) {
    try {
      List<LedgerEntry> entries = converter
          .fromPayloads(
              0, Optional.of(page.getHeartbeatDetails()), LedgerPage.class, LedgerPage.class)
          .entries();
      int attendances = (int) entries.stream()
          .filter(entry -> entry.kind() == LedgerEntry.Kind.ATTENDANCE)
          .count();
      return new LeaseRecord.Holdings(attendances, entries.size() - attendances, 0);
    } catch (DataConverterException unreadable) {
      return new LeaseRecord.Holdings(0, 0, 1);
    }
  }
}
