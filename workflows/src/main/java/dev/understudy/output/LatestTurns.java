package dev.understudy.output;

import dev.understudy.output.Turns.Turn;
import java.util.HashMap;
import java.util.Map;

/** The latest turn that is known in each place of a task. Confined to one thread. */
final class LatestTurns {
  private final Map<Long, Long> numbers = new HashMap<>();

  /** Whether a later turn has replaced one of these. */
  boolean haveReplaced(Turns turns) {
    return turns.all().stream().anyMatch(turn -> turn.number() < latest(turn));
  }

  /** Takes note of these; gives whether they replace others. */
  boolean take(Turns turns) {
    boolean isNews = false;
    for (Turn turn : turns.all()) {
      isNews |= turn.number() > latest(turn);
      numbers.merge(turn.place(), turn.number(), Math::max);
    }
    return isNews;
  }

  private long latest(Turn turn) {
    return numbers.getOrDefault(turn.place(), 0L);
  }
}
