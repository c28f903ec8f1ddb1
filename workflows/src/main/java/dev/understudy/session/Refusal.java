package dev.understudy.session;

import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.audience.Abandonment;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A caller's mistake inside a workflow. As a plain exception it would hold the task until a new
 * deployment; as this failure it ends the task at once and says why.
 */
public final class Refusal {
  private Refusal() {}

  public static void unless(boolean isRight, String mistake) {
    if (!isRight) {
      throw ApplicationFailure.newNonRetryableFailure(mistake, AttendanceActivities.REFUSED);
    }
  }

  static void unlessBlank(@Nullable String text, String what) {
    unless(
        text != null && !text.isBlank(),
        text == null
            ? what + " must not be null"
            : "%s must not be blank but was \"%s\"".formatted(what, text));
  }

  static void unlessWithin(@Nullable Duration time, String what, Duration least) {
    Duration there = unlessNull(time, what);
    unless(
        there.compareTo(least) >= 0 && there.compareTo(Abandonment.LONGEST) <= 0,
        "%s must be from %s to %d days but was %s"
            .formatted(what, least, Abandonment.LONGEST.toDays(), there));
  }

  public static <T> T unlessNull(@Nullable T value, String what) {
    if (value == null) {
      throw ApplicationFailure.newNonRetryableFailure(
          what + " must not be null", AttendanceActivities.REFUSED);
    }
    return value;
  }

  public static <T> T orResult(Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (IllegalArgumentException | NullPointerException mistake) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          mistake.getMessage(), AttendanceActivities.REFUSED, mistake);
    }
  }
}
