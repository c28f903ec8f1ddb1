package dev.understudy.attendance.ably;

import com.google.protobuf.util.Timestamps;
import dev.understudy.Internal;
import dev.understudy.attendance.GivenBack;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.attendance.ToldHandoff.KnownReason;
import dev.understudy.lease.Reaped;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why the last attempt at an activity ended, out of what Temporal keeps of it while the next one runs. */
@Internal
public final class LastAttempt {
  private static final Logger LOG = LoggerFactory.getLogger(LastAttempt.class);

  /** Words of others stand in a task's history. */
  private static final int MOST_WORDS = 200;

  private final PendingActivityInfo activity;
  private final DataConverter converter;

  /** That of {@code activity}, whose failures {@code converter} reads. */
  public LastAttempt(PendingActivityInfo activity, DataConverter converter) {
    this.activity = activity;
    this.converter = converter;
  }

  /**
   * Why it ended.
   *
   * @param from the worker that is known to have had it; another one may have had it in between
   * @param scheduled when the attempt was scheduled that followed: no later than that it was noticed
   */
  public KnownReason reason(String from, Instant scheduled) {
    if (!activity.hasLastFailure()) {
      return unknown("Temporal has no failure of the attempt before");
    }
    try {
      return reason(converter.failureToException(activity.getLastFailure()), from, scheduled);
    } catch (RuntimeException unreadable) { // A user's converter may throw anything.
      LOG.debug("the failure of an attempt was not read", unreadable);
      return unknown("the failure of the attempt before cannot be read");
    }
  }

  /** The reason when it is not known, and why that is so. */
  static KnownReason unknown(String why) {
    return KnownReason.of(HandoffCause.UNKNOWN, Optional.empty()).saying(why);
  }

  private KnownReason reason(RuntimeException failure, String from, Instant scheduled) {
    if (failure instanceof TimeoutFailure timeout) {
      return timeout(timeout, ended(scheduled));
    } else if (failure instanceof ApplicationFailure told) {
      return switch (told.getType()) {
        case Reaped.TYPE -> reaped(told.getDetails().get(0, Reaped.class), from);
        case GivenBack.TYPE -> givenBack(told.getDetails().get(0, GivenBack.class), from);
        default -> failed(told.getOriginalMessage(), ended(scheduled));
      };
    }
    return failed(String.valueOf(failure.getMessage()), ended(scheduled));
  }

  /** A server may not keep when an attempt ended. */
  private Instant ended(Instant scheduled) {
    return activity.hasLastAttemptCompleteTime()
        ? Instant.ofEpochMilli(Timestamps.toMillis(activity.getLastAttemptCompleteTime()))
        : scheduled;
  }

  private static KnownReason timeout(TimeoutFailure timeout, Instant ended) {
    return timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_HEARTBEAT
        ? KnownReason.of(HandoffCause.HEARTBEAT, Optional.of(ended))
        : failed(timeout.getTimeoutType().toString(), ended);
  }

  private static KnownReason failed(String words, Instant ended) {
    String some = words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) + "…" : words;
    return KnownReason.of(HandoffCause.FAILED, Optional.of(ended)).saying(some);
  }

  private static KnownReason reaped(Reaped reaped, String from) {
    KnownReason reason = new KnownReason(
        HandoffCause.of(reaped.why()),
        Optional.empty(),
        Optional.of(reaped.noticed()),
        Optional.of(reaped.proved()),
        Optional.of(reaped.reaped()));
    return after(reaped.from().worker(), from, reason);
  }

  private static KnownReason givenBack(GivenBack given, String from) {
    return after(given.worker(), from, KnownReason.of(given.why(), Optional.of(given.at())));
  }

  private static KnownReason after(String last, String from, KnownReason reason) {
    return last.equals(from) ? reason : reason.saying(last + " had it in between");
  }
}
