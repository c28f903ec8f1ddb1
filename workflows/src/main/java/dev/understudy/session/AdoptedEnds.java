package dev.understudy.session;

import dev.understudy.attendance.AttendanceEnd;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.LeaveReason;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ends of attendances that a run takes over from an earlier one: Temporal tells the end of a child to the
 * run alone that started it. Confined to the workflow's threads.
 */
final class AdoptedEnds {
  private final Map<AttendanceSpec, CompletablePromise<LeaveReason>> open = new LinkedHashMap<>();

  /** The end of the one that this run takes over as {@code spec}. */
  Promise<LeaveReason> of(AttendanceSpec spec) {
    return open.computeIfAbsent(spec, taken -> Workflow.newPromise());
  }

  /** One has told its end. */
  void ended(AttendanceEnd end) {
    CompletablePromise<LeaveReason> promise = open.remove(end.attendance());
    if (promise != null) {
      end.reason().ifPresent(promise::complete);
      end.refusal()
          .map(refusal -> Refusal.of(RefusalCode.AGENT_GONE, refusal))
          .ifPresent(promise::completeExceptionally);
    }
  }
}
