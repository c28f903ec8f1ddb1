package dev.understudy.output;

/** What one step has put out. Immutable. */
public sealed interface StepText permits FoldedStep {
  /** Whether more may come. */
  enum State {
    /** More may come. */
    OPEN,
    /** All of it is there. */
    COMPLETED,
    /** The attempt failed; the text is replaced if another one begins. */
    FAILED,
    /** The task was over, or began anew, before the step was: no more comes. */
    CUT
  }

  /** The step's number, which grows within its task. */
  long step();

  /** The attempt whose text this is: a number, no count, that is higher than that of the attempt before. */
  long attempt();

  /** What that attempt alone has put out, from its beginning without a gap. */
  String text();

  /** Whether more may come. */
  State state();

  /** Whether nothing more comes, unless another attempt begins. */
  default boolean isEnded() {
    return state() != State.OPEN;
  }
}
