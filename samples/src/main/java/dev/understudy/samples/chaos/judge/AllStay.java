package dev.understudy.samples.chaos.judge;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Nobody is gone whose task goes on, not with a goodbye, either: an agent whose attendance failed may say one. Holds
 * once everything that was done is over.
 *
 * @param agents whose tasks go on
 */
public record AllStay(Collection<String> agents) implements Rule {
  /** Keeps a copy. */
  public AllStay {
    agents = List.copyOf(agents);
  }

  @Override
  public List<Violation> violations(Seen seen, long nowMillis) {
    Set<String> here = seen.here();
    return agents.stream()
        .filter(agent -> !here.contains(agent))
        .map(agent -> new Violation("gone", "%s has left, and its task goes on".formatted(agent)))
        .toList();
  }
}
