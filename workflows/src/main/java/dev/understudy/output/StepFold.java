package dev.understudy.output;

import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.OutputEvent.Part;
import dev.understudy.output.OutputEvent.StepEnd;
import dev.understudy.output.StepText.State;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of one step: that of its highest attempt. Confined to one thread. */
final class StepFold {
  /** What waits for a part that is missing; no worker is that far ahead of itself. */
  private static final int MAX_EARLY = 1000;

  private final long step;
  private final Rounds rounds;
  private final Map<Integer, String> early = new HashMap<>();
  private StringBuilder text = new StringBuilder();
  private long attempt;
  private int next;
  private @Nullable StepEnd end;
  private boolean isCut;

  StepFold(StepAttempt of) {
    step = of.step();
    rounds = of.rounds();
  }

  Rounds rounds() {
    return rounds;
  }

  boolean take(Part part) {
    if (isOver(part.of().attempt())) {
      return false;
    }
    boolean isNew = begin(part.of().attempt());
    boolean hasRoom = part.number() == next || early.size() < MAX_EARLY;
    if (part.number() >= next && hasRoom) {
      early.putIfAbsent(part.number(), part.text());
    }
    return append() || isNew;
  }

  boolean take(StepEnd told) {
    if (isOver(told.of().attempt())) {
      return false;
    }
    boolean isNew = begin(told.of().attempt());
    if (end == null) {
      end = told;
      isNew |= isEnded();
    }
    return isNew;
  }

  private boolean isOver(long theAttempt) {
    return isCut || theAttempt < attempt;
  }

  private boolean begin(long theAttempt) {
    if (theAttempt == attempt) {
      return false;
    }
    attempt = theAttempt;
    text = new StringBuilder();
    early.clear();
    next = 0;
    end = null;
    return true;
  }

  private boolean append() {
    int before = next;
    for (String part = early.remove(next); part != null; part = early.remove(next)) {
      text.append(part);
      next++;
    }
    return next > before;
  }

  /** A failed attempt may have lost its last parts. */
  private boolean isEnded() {
    return end != null && (end.outcome() == Outcome.FAILED || next >= end.parts());
  }

  /** No more counts; a step that has ended stays as it is. */
  void cut() {
    isCut = true;
    early.clear();
  }

  StepText view() {
    return new FoldedStep(step, attempt, text.toString(), state());
  }

  private State state() {
    if (end != null && isEnded()) {
      return end.outcome() == Outcome.COMPLETED ? State.COMPLETED : State.FAILED;
    }
    return isCut ? State.CUT : State.OPEN;
  }
}
