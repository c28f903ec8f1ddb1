package dev.understudy.output;

import dev.understudy.output.Rounds.Round;
import java.util.HashMap;
import java.util.Map;

/** The latest round that is known in each place of a task. Confined to one thread. */
final class LatestRounds {
  private final Map<Long, Long> numbers = new HashMap<>();

  /** Whether a later round has replaced one of these. */
  boolean haveReplaced(Rounds rounds) {
    return rounds.all().stream().anyMatch(round -> round.number() < latest(round));
  }

  /** Takes note of these; gives whether they replace others. */
  boolean take(Rounds rounds) {
    boolean isNews = false;
    for (Round round : rounds.all()) {
      isNews |= round.number() > latest(round);
      numbers.merge(round.place(), round.number(), Math::max);
    }
    return isNews;
  }

  private long latest(Round round) {
    return numbers.getOrDefault(round.place(), 0L);
  }
}
