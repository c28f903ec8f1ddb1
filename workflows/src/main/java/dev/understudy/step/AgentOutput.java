package dev.understudy.step;

import dev.understudy.output.Mistake;
import dev.understudy.output.OutputFold;
import dev.understudy.presence.AgentName;
import java.util.Optional;

/**
 * The text that a step streams to everybody in a session of its task, under the agent's name. For
 * activity code.
 *
 * <pre>{@code
 * public Draft write(Outline outline) {
 *   AgentOutput output = AgentOutput.ofThisStep();
 *   model.stream(prompt(outline), output::write);
 *   …
 * }
 * }</pre>
 *
 * <p>Readers see each step's text once: a step that is tried again replaces what its last attempt put
 * out, and what a dead attempt still says is dropped ({@link OutputFold}). The step completes once Ably
 * has all of its text, so a text that readers lack is a step that is tried again. Costs no event of the
 * task's history.
 *
 * <p>A step of a task without a session writes to nobody, nor is anything published by one that is not
 * run by a worker of Understudy: the same activity serves all of them. Thread-safe.
 */
@FunctionalInterface
public interface AgentOutput {
  /**
   * Appends to the text. Returns at once, and what is written follows within milliseconds; if it comes
   * faster than Ably takes it, as fewer and longer parts, and if very much waits this waits, too. Must
   * not be called after the step has returned, not even if somebody else completes the step later.
   *
   * @param part of any length; empty changes nothing
   * @throws io.temporal.failure.ApplicationFailure not retried if Ably refuses the text, retried if it
   *     cannot be reached for long
   * @throws IllegalStateException if the step has returned
   */
  void write(String part);

  /**
   * That of the session that the task opened last.
   *
   * @throws IllegalStateException if no activity runs on this thread; ask on the activity's own thread,
   *     and write on any. An item of a batch has no output
   */
  static AgentOutput ofThisStep() {
    return of(Optional.empty());
  }

  /**
   * That of one agent, for a step of a task that has several.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if the task had no session of this agent
   *     when it scheduled the step
   * @throws IllegalStateException if no activity runs on this thread
   */
  static AgentOutput ofThisStep(String agent) {
    return of(Optional.of(Mistake.refused(() -> new AgentName(agent))));
  }

  private static AgentOutput of(Optional<AgentName> agent) {
    return StepThread.context(
                "output", "make the text part of its effect, under attempt.idempotencyKey()")
            instanceof Outlet outlet
        ? Mistake.refused(() -> outlet.output(agent))
        : part -> {};
  }

  /** How a worker takes it, as the context of its activities. Not for authors of tasks. */
  interface Outlet {
    /**
     * Where the step writes; the same for the same agent.
     *
     * @param agent whose; empty for that of the session that was opened last
     * @throws IllegalArgumentException if there is no such agent
     */
    AgentOutput output(Optional<AgentName> agent);
  }
}
