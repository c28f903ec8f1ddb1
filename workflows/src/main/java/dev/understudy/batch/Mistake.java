package dev.understudy.batch;

import io.temporal.failure.ApplicationFailure;

/**
 * A caller's mistake inside a workflow. As a plain exception it would hold the task until a new
 * deployment; as this failure it ends the task at once and says why. The packages of sessions and of
 * output have the like for failures of their own type: shared, it would have to be public.
 */
final class Mistake {
  private Mistake() {}

  static ApplicationFailure of(String what) {
    return ApplicationFailure.newNonRetryableFailure(what, BatchActivities.INVALID);
  }

  static void unless(boolean isRight, String what) {
    if (!isRight) {
      throw of(what);
    }
  }

  static void unlessBetween(String name, long least, long most, long value) {
    unless(
        value >= least && value <= most,
        "%s must be from %d to %d but was %d".formatted(name, least, most, value));
  }
}
