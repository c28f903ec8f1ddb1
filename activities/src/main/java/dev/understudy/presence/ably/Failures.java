package dev.understudy.presence.ably;

import dev.understudy.Internal;
import dev.understudy.attendance.GivenBack;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.ably.lib.types.ErrorInfo;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.CheckedExceptionWrapper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a worker tells Temporal when it cannot, or will not, hold an agent. */
@Internal
public final class Failures {
  /** Ably's code of an operation that the key's capabilities do not allow. */
  private static final int LACKS_CAPABILITY = 40160;

  private static final String UNAVAILABLE = "understudy.unavailable";

  /** Zero would mean "never again" to a real server. */
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  /** Gives the other workers' polls time to come first. */
  private static final Duration SOON = Duration.ofMillis(50);

  private Failures() {}

  /** What Ably answered to {@code deed}. Refused for good, or worth another attempt. */
  public static ApplicationFailure of(String deed, ErrorInfo reason) {
    String message = "%s was refused: %s (%d)".formatted(deed, reason.message, reason.code);
    return isFinal(reason)
        ? refusedByAbly(reason.code, message)
        : ApplicationFailure.newFailure(message, UNAVAILABLE);
  }

  // 4xx is the request's fault, but for rates (429xx, and HTTP's 429), HTTP's timeout (408),
  // expired tokens (4014x)
  // and lost connections (8xxxx).
  public static boolean isFinal(ErrorInfo reason) {
    boolean isOurs = reason.statusCode >= 400 && reason.statusCode < 500;
    boolean isRateOrTimeout =
        reason.statusCode == 429 || reason.statusCode == 408 || reason.code / 100 == 429;
    boolean isConnections = reason.code / 10 == 4014 || reason.code / 10000 == 8;
    return isOurs && !isRateOrTimeout && !isConnections;
  }

  /** A refusal for good, which has Ably's {@code code}. */
  public static ApplicationFailure refusedByAbly(int code, String sentence) {
    return Refusal.of(
        code == LACKS_CAPABILITY ? RefusalCode.ABLY_CAPABILITY_MISSING : RefusalCode.ABLY_REFUSED,
        sentence);
  }

  public static ApplicationFailure unavailable(String message) {
    return ApplicationFailure.newFailure(message, UNAVAILABLE);
  }

  /** This worker does not reach Ably at the moment; others may. */
  public static ApplicationFailure away() {
    return ApplicationFailure.newBuilder()
        .setMessage("this worker does not reach Ably at the moment")
        .setType(UNAVAILABLE)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  /**
   * A worker that stops gives an agent to the next one.
   *
   * @param pause before that gets it. Once a timer of a Temporal server was due, those that are begun within the next
   *     second end after it: agents that are given back together are better not due before the last of them is
   */
  public static ApplicationFailure relayed(String worker, Duration pause) {
    String message = worker + " stops and relays its agents";
    return givenBack(
        message, by(worker, HandoffCause.RELAY), pause.compareTo(AT_ONCE) < 0 ? AT_ONCE : pause);
  }

  /**
   * A worker that stops has interrupted a step, which failed with {@code failure}. It has the same type, so that the
   * server does not try it again if it is one that its author does not want to be retried.
   */
  public static ApplicationFailure interrupted(String worker, Throwable failure) {
    return ApplicationFailure.newBuilder()
        .setMessage(worker + " stops and interrupts its steps")
        .setType(type(failure))
        .setCause(failure)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(AT_ONCE)
        .build();
  }

  /** As the SDK has it; it wraps what is checked. */
  private static String type(Throwable failure) {
    Throwable cause = failure.getCause();
    if (failure instanceof ApplicationFailure told) {
      return told.getType();
    }
    return failure instanceof CheckedExceptionWrapper && cause != null
        ? type(cause)
        : failure.getClass().getName();
  }

  /** An operator has reset an attempt, which makes way for the next. */
  public static ApplicationFailure reset(String worker) {
    return givenBack("the attempt was reset", by(worker, HandoffCause.RESET), AT_ONCE);
  }

  /** A worker that has lost Ably gives an agent to one that has not. */
  public static ApplicationFailure handedBack(String worker) {
    String message = worker + " is cut off from Ably and hands its agents back";
    return givenBack(message, by(worker, HandoffCause.CUT_OFF), AT_ONCE);
  }

  /**
   * A poll brought something to a worker that cannot reach Ably, or not the channel that it needs.
   *
   * @param isConnected whether the worker still asks for such things, so that this one may come back
   */
  public static ApplicationFailure cutOff(String worker, boolean isConnected) {
    return givenBack(
        worker + " is cut off from Ably",
        by(worker, HandoffCause.CUT_OFF),
        isConnected ? RetryPace.PAUSE : SOON);
  }

  /**
   * A poll brought an agent to a worker that takes no more.
   *
   * @param isStopping whether that is because it relays those that it has
   */
  public static ApplicationFailure takesNoMore(String worker, boolean isStopping) {
    HandoffCause why = isStopping ? HandoffCause.RELAY : HandoffCause.FULL;
    return givenBack(worker + " takes no more", by(worker, why), SOON);
  }

  private static GivenBack by(String worker, HandoffCause why) {
    return new GivenBack(worker, why, Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  private static ApplicationFailure givenBack(
      String message, GivenBack details, Duration nextRetryDelay) {
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType(GivenBack.TYPE)
        .setDetails(details)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(nextRetryDelay)
        .build();
  }
}
