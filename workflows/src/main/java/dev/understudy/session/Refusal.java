package dev.understudy.session;

import dev.understudy.presence.AttendanceActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A caller's mistake inside a workflow. As a plain exception it would hold the task until a new
 * deployment; as this failure it ends the task at once and says why.
 */
final class Refusal {
  private Refusal() {}

  static void unless(boolean isRight, String mistake) {
    if (!isRight) {
      throw ApplicationFailure.newNonRetryableFailure(mistake, AttendanceActivities.REFUSED);
    }
  }

  static <T> T unlessNull(@Nullable T value, String what) {
    if (value == null) {
      throw ApplicationFailure.newNonRetryableFailure(
          what + " must not be null", AttendanceActivities.REFUSED);
    }
    return value;
  }

  static <T> T orResult(Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (IllegalArgumentException | NullPointerException mistake) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          mistake.getMessage(), AttendanceActivities.REFUSED, mistake);
    }
  }
}
