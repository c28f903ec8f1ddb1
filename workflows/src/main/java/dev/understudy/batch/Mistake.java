package dev.understudy.batch;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A caller's mistake inside a workflow. As a plain exception it would hold the task until a new
 * deployment; as this failure it ends the task at once and says why. The packages of sessions and of
 * output have the like for failures of their own type: shared, it would have to be public.
 */
public final class Mistake {
  private Mistake() {}

  static ApplicationFailure of(String what) {
    return ApplicationFailure.newNonRetryableFailure(what, BatchActivities.INVALID);
  }

  static void unless(boolean isRight, String what) {
    if (!isRight) {
      throw of(what);
    }
  }

  static void unlessNull(@Nullable Object value, String name) {
    unless(isThere(value), name + " must not be null");
  }

  /** Whether a caller whose build does not look for nulls passed something. */
  static boolean isThere(@Nullable Object value) {
    return value != null;
  }

  /** {@code time} in milliseconds. */
  static long millisBetween(String name, Duration least, Duration most, Duration time) {
    unlessNull(time, name);
    Duration whole = time.truncatedTo(ChronoUnit.MILLIS);
    unless(
        whole.compareTo(least) >= 0 && whole.compareTo(most) <= 0,
        "%s must be from %s to %s but was %s".formatted(name, least, most, time));
    return whole.toMillis();
  }

  static void unlessBetween(String name, long least, long most, long value) {
    unless(
        value >= least && value <= most,
        "%s must be from %d to %d but was %d".formatted(name, least, most, value));
  }
}
