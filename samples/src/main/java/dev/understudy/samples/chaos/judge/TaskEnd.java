package dev.understudy.samples.chaos.judge;

import dev.understudy.samples.chaos.judge.Chore.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A task that has come to its end.
 *
 * @param turns how many it says that it has taken
 * @param items how many there were in the batch of each turn; 0 if each was a step
 */
public record TaskEnd(String agent, long turns, int items) {

  /** What of its turns was not seen, or should not have been. */
  public List<Violation> violations(Seen seen) {
    List<Violation> found = new ArrayList<>();
    if (items == 0) {
      steps(seen, found);
    } else {
      chores(seen, found);
    }
    lastMessage(seen, found);
    return found;
  }

  private void steps(Seen seen, List<Violation> found) {
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
  }

  private void chores(Seen seen, List<Violation> found) {
    Set<Item> done = seen.chores().stream()
        .filter(chore -> chore.done() && chore.kept())
        .map(Chore::what)
        .filter(item -> item.agent().equals(agent))
        .collect(Collectors.toSet());
    List<Item> owed =
        LongStream.rangeClosed(1, turns).boxed().flatMap(this::itemsOf).toList();
    owed.stream()
        .filter(item -> !done.contains(item))
        .forEach(item -> found.add(new Violation("batch", item + " has no effect")));
    owed.forEach(done::remove);
    done.forEach(item -> found.add(new Violation("batch", "nobody ordered " + item)));
  }

  private Stream<Item> itemsOf(long turn) {
    return IntStream.rangeClosed(1, items).mapToObj(number -> new Item(agent, turn, number));
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
