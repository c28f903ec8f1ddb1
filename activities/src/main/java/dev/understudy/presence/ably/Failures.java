package dev.understudy.presence.ably;

import dev.understudy.attendance.AttendanceActivities;
import io.ably.lib.types.ErrorInfo;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** What a worker tells Temporal when it cannot, or will not, hold an agent. */
public final class Failures {
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
        ? ApplicationFailure.newNonRetryableFailure(message, AttendanceActivities.REFUSED)
        : ApplicationFailure.newFailure(message, UNAVAILABLE);
  }

  // 4xx is the request's fault, but for rates (429xx), expired tokens (4014x) and lost connections
  // (8xxxx).
  public static boolean isFinal(ErrorInfo reason) {
    boolean isOurs = reason.statusCode >= 400 && reason.statusCode < 500;
    boolean passes =
        reason.code / 100 == 429 || reason.code / 10 == 4014 || reason.code / 10000 == 8;
    return isOurs && !passes;
  }

  public static ApplicationFailure refused(String message) {
    return ApplicationFailure.newNonRetryableFailure(message, AttendanceActivities.REFUSED);
  }

  public static ApplicationFailure unavailable(String message) {
    return ApplicationFailure.newFailure(message, UNAVAILABLE);
  }

  /** A worker that stops gives an agent to the next one. */
  public static ApplicationFailure handedOver(String worker) {
    return benign(worker + " stops and hands over", AT_ONCE);
  }

  /** A poll brought an agent to a worker that takes no more. */
  public static ApplicationFailure takesNoMore(String worker) {
    return benign(worker + " takes no more agents", SOON);
  }

  private static ApplicationFailure benign(String message, Duration nextRetryDelay) {
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType(UNAVAILABLE)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(nextRetryDelay)
        .build();
  }
}
