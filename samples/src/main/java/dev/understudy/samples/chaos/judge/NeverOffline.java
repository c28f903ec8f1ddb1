package dev.understudy.samples.chaos.judge;

import dev.understudy.samples.watcher.Judge;
import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Gap;
import dev.understudy.samples.watcher.Report.Sight;
import dev.understudy.samples.watcher.Report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** No agent is missed between its first enter and its goodbye, since some worker could always enter. */
final class NeverOffline implements Rule {
  @Override
  public List<Violation> violations(Seen seen, long nowMillis) {
    Judge judge = new Judge();
    seen.reports().forEach(report -> {
      if (report instanceof Event event) {
        judge.on(event);
      } else if (report instanceof Sight sight) {
        judge.on(sight);
      }
    });
    return offline(judge.verdict(nowMillis), seen);
  }

  private static List<Violation> offline(Verdict verdict, Seen seen) {
    List<Violation> found = new ArrayList<>();
    new TreeMap<>(verdict.clients())
        .entrySet().stream()
            .filter(client -> Seen.isAgent(client.getKey()))
            .forEach(client -> client.getValue().gaps().stream()
                .filter(gap -> !seen.excusesAbsence(gap.fromMillis(), gap.toMillis()))
                .map(gap -> violation(client.getKey(), gap))
                .forEach(found::add));
    return found;
  }

  private static Violation violation(String agent, Gap gap) {
    return new Violation("offline", "%s was seen offline for %d ms".formatted(agent, gap.millis()));
  }
}
