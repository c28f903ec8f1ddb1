package dev.understudy.output;

import dev.understudy.Internal;

/**
 * What one step has put out.
 *
 * @param step its number, which grows within its task
 * @param attempt the one whose text this is
 * @param text of that attempt alone, from its beginning without a gap
 */
public record StepText(long step, int attempt, String text, State state) {
  /** Whether more may come. */
  public enum State {
    /** More may come. */
    OPEN,
    /** All of it is there. */
    COMPLETED,
    /** The attempt failed; the text is replaced if another one begins. */
    FAILED,
    /** The task was over, or began anew, before the step was: no more comes. */
    CUT
  }

  /** For the fold of a task's output; what is told of a step may grow. */
  @Internal
  public StepText {}

  /** Whether nothing more comes, unless another attempt begins. */
  public boolean isEnded() {
    return state != State.OPEN;
  }
}
