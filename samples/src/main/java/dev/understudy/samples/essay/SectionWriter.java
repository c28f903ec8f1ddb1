package dev.understudy.samples.essay;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The step of an essay. */
@ActivityInterface
public interface SectionWriter {
  /** The step's name in Temporal. */
  String ACTIVITY = "WriteSection";

  /** The type of the failure, not retried, of a step whose desk cannot be used. */
  String NO_DESK = "essay.no-desk";

  /**
   * Writes one section. Safe to repeat: a section that lies on the desk stays as it is.
   *
   * @throws io.temporal.failure.ApplicationFailure of type {@link #NO_DESK} if the worker has no such
   *     directory, or may not write there
   */
  @ActivityMethod(name = ACTIVITY)
  String write(Section section);

  /** Which section, of the task that asks, and the directory to put it down in. */
  record Section(String desk, int number) {}
}
