package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.ToldHandoff;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.AttemptNumber;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How a tenure begins.
 *
 * @param details what it tells Temporal first
 * @param before what its predecessor told last; empty if it has none, or that never did
 * @param dispatched when Temporal gave it to this worker
 */
record Beginning(
    AttendanceDetails details, Optional<AttendanceDetails> before, Instant dispatched) {
  /** That of the tenure whose activity {@code context} is, at {@code worker}. */
  static Beginning of(AttendanceSpec spec, ActivityExecutionContext context, String worker) {
    ActivityInfo activity = context.getInfo();
    if (activity.getHeartbeatTimeout().isZero()) {
      throw Refusal.of(
          RefusalCode.AGENT_WITHOUT_HEARTBEAT,
          "an attendance needs a heartbeat timeout, or nobody would notice when"
              + " its worker dies: run attendances on an UnderstudyWorker, which sets it");
    }
    Optional<AttendanceDetails> before = context.getHeartbeatDetails(AttendanceDetails.class);
    return new Beginning(
        new AttendanceDetails(worker, tenure(spec, activity, before), status(spec, before)),
        before,
        Instant.ofEpochMilli(activity.getStartedTimestamp()));
  }

  /** Above the predecessor's, whatever an operator did to the activity. */
  private static Tenure tenure(
      AttendanceSpec spec, ActivityInfo activity, Optional<AttendanceDetails> before) {
    Instant scheduled = Instant.ofEpochMilli(activity.getCurrentAttemptScheduledTimestamp());
    AttemptNumber told = AttemptNumber.of(scheduled, activity.getAttempt());
    return spec.tenure(before
        .map(AttendanceDetails::tenure)
        .map(tenure -> told.after(new AttemptNumber(tenure.attempt())))
        .orElse(told));
  }

  /** The predecessor's, or the one to begin with: what the task said in an earlier session is older. */
  private static Status status(AttendanceSpec spec, Optional<AttendanceDetails> before) {
    Status nothing = Status.NONE.withState(AgentState.ACTIVE, spec.generation());
    return before
        .map(AttendanceDetails::status)
        .orElse(Objects.requireNonNullElse(spec.first(), nothing));
  }

  Handoff.Turn turn() {
    return turn(details);
  }

  Optional<Handoff.Turn> turnBefore() {
    return before.map(Beginning::turn);
  }

  private static Handoff.Turn turn(AttendanceDetails of) {
    return new ToldHandoff.OneTurn(of.worker(), of.tenure());
  }
}
