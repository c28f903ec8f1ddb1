package dev.understudy.samples.chaos.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an agent publishes is heard once, in its order, without a number left out. */
final class SaidOnce implements Rule {
  @Override
  public List<Violation> violations(Seen seen, long nowMillis) {
    List<Violation> found = new ArrayList<>();
    byAgent(seen.heard()).forEach((agent, heard) -> listen(seen, heard, found));
    return found;
  }

  private static Map<String, List<Heard>> byAgent(List<Heard> heard) {
    return heard.stream()
        .collect(Collectors.groupingBy(Heard::agent, TreeMap::new, Collectors.toList()));
  }

  private static void listen(Seen seen, List<Heard> heard, List<Violation> found) {
    long lastNumber = 0;
    long lastMillis = Long.MIN_VALUE;
    for (Heard message : heard) {
      boolean isNext = message.number() == lastNumber + 1;
      if (!isNext && !seen.excusesLoss(lastMillis, message.atMillis())) {
        found.add(violation(message, lastNumber));
      }
      lastNumber = Math.max(lastNumber, message.number());
      lastMillis = message.atMillis();
    }
  }

  private static Violation violation(Heard message, long lastNumber) {
    return new Violation(
        "said once",
        "%s was heard with number %d after number %d"
            .formatted(message.agent(), message.number(), lastNumber));
  }
}
