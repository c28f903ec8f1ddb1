package dev.understudy.step;

/**
 * The text that a step streams to everybody in a session of its task, under the agent's name ({@link
 * AgentStep#output()}).
 *
 * <p>Readers see each step's text once: a step that is tried again replaces what its last attempt put
 * out, and what a dead attempt still says is dropped ({@link dev.understudy.output.OutputFold}). The step
 * completes once Ably has all of its text, so a text that readers lack is a step that is tried again. Costs
 * no event of the task's history. Thread-safe.
 */
@FunctionalInterface
public interface AgentOutput {
  /**
   * Appends to the text. Returns at once, and what is written follows within milliseconds; if it comes
   * faster than Ably takes it, as fewer and longer parts, and if very much waits this waits, too. Must
   * not be called after the step has returned, not even if somebody else completes the step later.
   *
   * <p>Readers see all that was written, one part after the other, as it was written: a part may end anywhere,
   * also between the two halves (surrogates) of one character. A half that has no other is read as U+FFFD.
   *
   * @param part of any length; empty changes nothing
   * @throws io.temporal.failure.ApplicationFailure not retried if Ably refuses the text, retried if it
   *     cannot be reached for long
   * @throws IllegalStateException if the step has returned
   */
  void write(String part);
}
