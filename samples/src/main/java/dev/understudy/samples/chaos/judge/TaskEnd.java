package dev.understudy.samples.chaos.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A task that has come to its end.
 *
 * @param turns how many it says that it has taken
 */
public record TaskEnd(String agent, long turns) {

  /** What of its turns was not seen, or should not have been. */
  public List<Violation> violations(Seen seen) {
    List<Violation> found = new ArrayList<>();
    Set<Long> effects = seen.effects().stream()
        .filter(effect -> effect.kept() && effect.by().agent().equals(agent))
        .map(effect -> effect.by().step())
        .collect(Collectors.toSet());
    LongStream.rangeClosed(1, turns)
        .filter(number -> !effects.contains(number))
        .forEach(number -> found.add(
            new Violation("effect", "step %d of %s has no effect".formatted(number, agent))));
    effects.stream()
        .filter(number -> number > turns)
        .forEach(number -> found.add(
            new Violation("effect", "%s knows nothing of its step %d".formatted(agent, number))));
    lastMessage(seen, found);
    return found;
  }

  private void lastMessage(Seen seen, List<Violation> found) {
    List<Heard> own =
        seen.heard().stream().filter(heard -> heard.agent().equals(agent)).toList();
    long last = own.stream().mapToLong(Heard::number).max().orElse(0);
    if (last != turns) {
      found.add(new Violation(
          "said once",
          "%s has taken %d turns, but %d was the last to be heard".formatted(agent, turns, last)));
    }
  }
}
