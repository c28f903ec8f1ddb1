package dev.understudy.samples.essay;

import dev.understudy.samples.essay.Desk.AttemptStarted;
import dev.understudy.samples.essay.Desk.SectionWritten;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of a task's steps.
 *
 * @param done steps that took effect
 * @param repeated effects beyond the first of a step
 * @param retried attempts beyond the first of a step, by Temporal's count: one that died before it
 *     could note its start counts as well
 */
public record StepCount(int done, int repeated, int retried) {

  public static StepCount of(
      String task, List<SectionWritten> sections, List<AttemptStarted> attempts) {
    List<Integer> effects = sections.stream()
        .filter(s -> s.task().equals(task))
        .map(SectionWritten::number)
        .toList();
    Map<Integer, Integer> lastAttempts = attempts.stream()
        .filter(a -> a.task().equals(task))
        .collect(Collectors.toMap(AttemptStarted::number, AttemptStarted::attempt, Math::max));
    int done = distinct(effects);
    int retried = lastAttempts.values().stream().mapToInt(last -> last - 1).sum();
    return new StepCount(done, effects.size() - done, retried);
  }

  private static int distinct(List<Integer> numbers) {
    return (int) numbers.stream().distinct().count();
  }
}
