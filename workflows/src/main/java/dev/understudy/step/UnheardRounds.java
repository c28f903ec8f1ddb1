package dev.understudy.step;

import dev.understudy.output.Rounds;
import dev.understudy.output.Rounds.Round;
import io.temporal.workflow.WorkflowLocal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rounds that replace others, of which no step tells: work that was done anew without one. If its place is not
 * filled again the next step of the task tells of them, whatever it is about. Confined to the workflow's threads.
 */
final class UnheardRounds {
  private static final WorkflowLocal<UnheardRounds> OF_THIS_TASK =
      WorkflowLocal.withCachedInitial(UnheardRounds::new);

  private final Map<Long, Round> begun = new LinkedHashMap<>();
  private final Map<Long, Round> over = new LinkedHashMap<>();

  private UnheardRounds() {}

  static UnheardRounds ofThisTask() {
    return OF_THIS_TASK.get();
  }

  void begin(Round round) {
    if (round.isARepeat()) {
      begun.put(round.place(), round);
    }
  }

  /** The place is not filled again. */
  void end(long place) {
    if (begun.containsKey(place)) {
      over.put(place, begun.remove(place));
    }
  }

  /** What the step that is scheduled next, in {@code rounds}, tells. */
  Rounds toldWith(Rounds rounds) {
    rounds.all().forEach(round -> begun.remove(round.place(), round));
    Rounds told = rounds;
    for (Round round : over.values()) {
      told = told.with(round);
    }
    over.keySet().removeAll(told.all().stream().map(Round::place).toList());
    return told;
  }
}
