package dev.understudy.attendance.ably;

import com.google.protobuf.util.Timestamps;
import dev.understudy.attendance.GivenBack;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.attendance.ToldHandoff.KnownReason;
import dev.understudy.lease.Reaped;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why the attempt at an activity ended that came before one that runs, out of what Temporal keeps of it meanwhile.
 *
 * @param activity what it keeps
 * @param next the attempt that runs
 * @param converter reads failures
 */
record LastAttempt(PendingActivityInfo activity, Next next, DataConverter converter) {
  /**
   * The attempt that runs.
   *
   * @param task workflow id of the workflow whose activity it is
   * @param type the activity's
   * @param number as Temporal counts
   */
  record Next(String task, String type, int number, Instant scheduled, Instant started) {
    static Next of(ActivityInfo attempt) {
      return new Next(
          attempt.getWorkflowId(),
          attempt.getActivityType(),
          attempt.getAttempt(),
          Instant.ofEpochMilli(attempt.getCurrentAttemptScheduledTimestamp()),
          Instant.ofEpochMilli(attempt.getStartedTimestamp()));
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(LastAttempt.class);

  /** Words of others stand in a task's history. */
  private static final int MOST_WORDS = 200;

  /** A step that has failed is tried again, wherever that is. */
  private static final Set<HandoffCause> NOT_MOVED =
      Set.of(HandoffCause.FAILED, HandoffCause.UNKNOWN);

  /** Why it ended, and which worker had it then, if that is told. */
  private record Told(KnownReason reason, Optional<String> last) {
    static Told by(String worker, KnownReason reason) {
      return new Told(reason, Optional.of(worker));
    }

    static Told ofNobody(KnownReason reason) {
      return new Told(reason, Optional.empty());
    }
  }

  /** The one before {@code attempt}; empty if that is over by now, or if nobody answers. Waits for the server. */
  static Optional<LastAttempt> before(ActivityInfo attempt, WorkflowClient client) {
    WorkflowStub workflow = client.newUntypedWorkflowStub(WorkflowTargetOptions.newBuilder()
        .setWorkflowId(attempt.getWorkflowId())
        .setRunId(attempt.getWorkflowRunId())
        .build());
    try {
      return workflow.describe().getRawDescription().getPendingActivitiesList().stream()
          .filter(pending -> pending.getActivityId().equals(attempt.getActivityId()))
          .map(pending ->
              new LastAttempt(pending, Next.of(attempt), client.getOptions().getDataConverter()))
          .findFirst();
    } catch (WorkflowException | StatusRuntimeException unanswered) {
      LOG.debug("why an attempt ended was not answered", unanswered);
      return Optional.empty();
    }
  }

  /** The reason when it is not known, and why that is so. */
  static KnownReason unknown(String why) {
    return KnownReason.of(HandoffCause.UNKNOWN, Optional.empty()).saying(why);
  }

  /** Why something has moved that {@code from} is known to have held; another worker may have had it in between. */
  KnownReason reason(String from) {
    Told told = told();
    return told.last()
        .filter(last -> !last.equals(from))
        .map(last -> told.reason().saying(last + " had it in between"))
        .orElse(told.reason());
  }

  /** How a step has moved, if its last attempt was lost and has not failed by itself. */
  Optional<StepHandoff> step() {
    KnownReason reason = told().reason();
    return NOT_MOVED.contains(reason.cause())
        ? Optional.empty()
        : Optional.of(new MovedStep(
            next.task(), next.type(), next.number(), reason, heard(), ended(), next.started()));
  }

  /** What was heard after the next attempt has started is of that one. */
  private Optional<Instant> heard() {
    return Optional.of(activity)
        .filter(PendingActivityInfo::hasLastHeartbeatTime)
        .map(some -> Instant.ofEpochMilli(Timestamps.toMillis(some.getLastHeartbeatTime())))
        .filter(heard -> heard.isBefore(next.started()));
  }

  /** A server may not keep when that was; the next attempt was scheduled because of it. */
  private Instant ended() {
    return activity.hasLastAttemptCompleteTime()
        ? Instant.ofEpochMilli(Timestamps.toMillis(activity.getLastAttemptCompleteTime()))
        : next.scheduled();
  }

  private Told told() {
    if (!activity.hasLastFailure()) {
      return Told.ofNobody(unknown("Temporal has no failure of the attempt before"));
    }
    try {
      return told(converter.failureToException(activity.getLastFailure()));
    } catch (RuntimeException unreadable) { // A user's converter may throw anything.
      LOG.debug("the failure of an attempt was not read", unreadable);
      return Told.ofNobody(unknown("the failure of the attempt before cannot be read"));
    }
  }

  private Told told(RuntimeException failure) {
    if (failure instanceof TimeoutFailure timeout) {
      return Told.ofNobody(timedOut(timeout.getTimeoutType()));
    } else if (failure instanceof ApplicationFailure said) {
      return switch (said.getType()) {
        case Reaped.TYPE -> reaped(said.getDetails().get(0, Reaped.class));
        case GivenBack.TYPE -> givenBack(said.getDetails().get(0, GivenBack.class));
        default -> Told.ofNobody(failed(said.getOriginalMessage()));
      };
    }
    return Told.ofNobody(failed(String.valueOf(failure.getMessage())));
  }

  private KnownReason timedOut(TimeoutType type) {
    return type == TimeoutType.TIMEOUT_TYPE_HEARTBEAT
        ? KnownReason.of(HandoffCause.HEARTBEAT, Optional.of(ended()))
        : failed(type.toString());
  }

  private KnownReason failed(String words) {
    String some = words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) + "…" : words;
    return KnownReason.of(HandoffCause.FAILED, Optional.of(ended())).saying(some);
  }

  private static Told reaped(Reaped reaped) {
    return Told.by(
        reaped.from().worker(),
        new KnownReason(
            HandoffCause.of(reaped.why()),
            Optional.empty(),
            Optional.of(reaped.noticed()),
            Optional.of(reaped.proved()),
            Optional.of(reaped.reaped())));
  }

  private static Told givenBack(GivenBack given) {
    return Told.by(given.worker(), KnownReason.of(given.why(), Optional.of(given.at())));
  }
}
