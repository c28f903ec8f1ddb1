package dev.understudy.step;

import dev.understudy.output.Turns;
import dev.understudy.output.Turns.Turn;
import io.temporal.workflow.WorkflowLocal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns that replace others, of which no step tells: work that was done anew without one. If its place is not
 * filled again the next step of the task tells of them, whatever it is about. Confined to the workflow's threads.
 */
final class UnheardTurns {
  private static final WorkflowLocal<UnheardTurns> OF_THIS_TASK =
      WorkflowLocal.withCachedInitial(UnheardTurns::new);

  private final Map<Long, Turn> begun = new LinkedHashMap<>();
  private final Map<Long, Turn> over = new LinkedHashMap<>();

  private UnheardTurns() {}

  static UnheardTurns ofThisTask() {
    return OF_THIS_TASK.get();
  }

  void begin(Turn turn) {
    if (turn.isARepeat()) {
      begun.put(turn.place(), turn);
    }
  }

  /** The place is not filled again. */
  void end(long place) {
    if (begun.containsKey(place)) {
      over.put(place, begun.remove(place));
    }
  }

  /** What the step that is scheduled next, in {@code turns}, tells. */
  Turns toldWith(Turns turns) {
    turns.all().forEach(turn -> begun.remove(turn.place(), turn));
    Turns told = turns;
    for (Turn turn : over.values()) {
      told = told.with(turn);
    }
    over.keySet().removeAll(told.all().stream().map(Turn::place).toList());
    return told;
  }
}
