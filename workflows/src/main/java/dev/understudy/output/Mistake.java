package dev.understudy.output;

import dev.understudy.attendance.AttendanceActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;

/**
 * A mistake of the step's author: another attempt would make it again. What sessions and batches have for
 * theirs is like it, but to be shared it would have to be public.
 */
public final class Mistake {
  private Mistake() {}

  public static <T> T refused(Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (IllegalArgumentException mistake) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          mistake.getMessage(), AttendanceActivities.REFUSED, mistake);
    }
  }
}
