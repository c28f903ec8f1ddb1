package dev.understudy.samples.essay;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The step of an essay. */
@ActivityInterface
public interface SectionWriter {
  /** The step's name in Temporal. */
  String ACTIVITY = "WriteSection";

  /** Writes one section. Safe to repeat: a section that lies on the desk stays as it is. */
  @ActivityMethod(name = ACTIVITY)
  String write(Section section);

  /** Which section, of the task that asks, and the directory to put it down in. */
  record Section(String desk, int number) {}
}
