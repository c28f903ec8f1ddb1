package dev.understudy.samples.chaos.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Of each step that says it is done a reader has the whole text of one attempt, each part of it once. */
final class StreamsWhole implements Rule {
  private static final String TEXT = "turn \\d+ begins and ends";

  @Override
  public List<Violation> violations(Seen seen, long nowMillis) {
    Map<String, List<Streamed>> texts = seen.streamed().stream()
        .filter(message -> message.isPart() || message.isCompletion())
        .collect(Collectors.groupingBy(StreamsWhole::key, TreeMap::new, Collectors.toList()));
    List<Violation> found = new ArrayList<>();
    texts.values().forEach(text -> read(text, seen, found));
    return found;
  }

  private static String key(Streamed message) {
    return message.agent() + " " + message.step() + " " + message.attempt();
  }

  /** All messages of one attempt at a step. */
  private static void read(List<Streamed> messages, Seen seen, List<Violation> found) {
    boolean isExcused = seen.excusesLoss(
        messages.get(0).atMillis(), messages.get(messages.size() - 1).atMillis());
    List<Streamed> parts = messages.stream().filter(Streamed::isPart).toList();
    long different = parts.stream().map(Streamed::number).distinct().count();
    if (different != parts.size() && !isExcused) {
      found.add(violation(messages.get(0), "a part that came twice"));
    }
    messages.stream()
        .filter(Streamed::isCompletion)
        .filter(end -> !isExcused && !isWhole(parts, end))
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
