package dev.understudy.samples.crash;

import dev.understudy.samples.essay.Desk.AttemptStarted;
import dev.understudy.samples.essay.Desk.SectionWritten;
import java.util.List;

/**
 * What became of a task's steps.
 *
 * @param done steps that took effect
 * @param repeated effects beyond the first of a step
 * @param retried attempts beyond the first of a step
 */
record StepCount(int done, int repeated, int retried) {

  static StepCount of(String task, List<SectionWritten> sections, List<AttemptStarted> attempts) {
    List<Integer> effects = sections.stream()
        .filter(s -> s.task().equals(task))
        .map(SectionWritten::number)
        .toList();
    List<Integer> starts = attempts.stream()
        .filter(a -> a.task().equals(task))
        .map(AttemptStarted::number)
        .toList();
    int done = distinct(effects);
    return new StepCount(done, effects.size() - done, starts.size() - distinct(starts));
  }

  private static int distinct(List<Integer> numbers) {
    return (int) numbers.stream().distinct().count();
  }
}
