package dev.understudy.samples.chaos.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Of each step that says it is done a reader has the whole text of one attempt, each part of it once. Parts have
 * numbers, and readers put them in order: what Ably could not take is said again, after what came later.
 *
 * @param patience how long a part may be missing behind an end: what has to be said again comes after it, and a worker
 *     that dies before that leaves the step to another attempt
 */
record StreamsWhole(Duration patience) implements Rule {
  private static final String TEXT = "turn \\d+ begins and ends";

  @Override
  public List<Violation> violations(Seen seen, long nowMillis) {
    List<Violation> found = new ArrayList<>();
    steps(seen).values().forEach(attempts -> {
      long newest = attempts.keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
      attempts.forEach((attempt, messages) -> {
        if (!isExcused(messages, seen)) {
          requireOnce(messages, found);
          boolean isReplaced = attempt < newest;
          requireWhole(messages, isReplaced ? 0 : nowMillis, found);
        }
      });
    });
    return found;
  }

  /** The messages of each attempt at each step. */
  private static Map<String, Map<Long, List<Streamed>>> steps(Seen seen) {
    return seen.streamed().stream()
        .filter(message -> message.isPart() || message.isCompletion())
        .collect(Collectors.groupingBy(
            message -> message.agent() + " " + message.step(),
            TreeMap::new,
            Collectors.groupingBy(Streamed::attempt, TreeMap::new, Collectors.toList())));
  }

  private static boolean isExcused(List<Streamed> messages, Seen seen) {
    return seen.excusesLoss(
        messages.get(0).atMillis(), messages.get(messages.size() - 1).atMillis());
  }

  private static void requireOnce(List<Streamed> messages, List<Violation> found) {
    List<Integer> numbers =
        messages.stream().filter(Streamed::isPart).map(Streamed::number).toList();
    if (numbers.stream().distinct().count() != numbers.size()) {
      found.add(violation(messages.get(0), "a part that came twice"));
    }
  }

  private void requireWhole(List<Streamed> messages, long nowMillis, List<Violation> found) {
    List<Streamed> parts = messages.stream()
        .filter(Streamed::isPart)
        .sorted(Comparator.comparingInt(Streamed::number))
        .toList();
    messages.stream()
        .filter(Streamed::isCompletion)
        .filter(end -> !isWhole(parts, end))
        .filter(
            end -> parts.size() >= end.number() || nowMillis - patience.toMillis() > end.atMillis())
        .findFirst()
        .ifPresent(end -> found.add(violation(end, "'%s' as its text".formatted(text(parts)))));
  }

  private static boolean isWhole(List<Streamed> parts, Streamed end) {
    return parts.size() == end.number() && text(parts).matches(TEXT);
  }

  private static String text(List<Streamed> parts) {
    return parts.stream().map(Streamed::text).collect(Collectors.joining());
  }

  private static Violation violation(Streamed of, String what) {
    return new Violation(
        "stream", "attempt %d at a step of %s has %s".formatted(of.attempt(), of.agent(), what));
  }
}
