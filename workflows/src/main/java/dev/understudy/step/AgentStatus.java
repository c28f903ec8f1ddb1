package dev.understudy.step;

import dev.understudy.presence.AgentName;
import dev.understudy.session.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent shows while a step of its task runs. For activity code only, on the thread of the
 * activity.
 *
 * <pre>{@code
 * public Notes read(Topic topic) {
 *   for (Source source : topic.sources()) {
 *     AgentStatus.show("reading", Map.of("source", source.title()));
 *     …
 *   }
 * }
 * }</pre>
 *
 * <p>Costs no event of the task's history. It returns at once and the status follows: within a second
 * if there are many, and then only the newest. It lasts until the task itself, or a step that was
 * scheduled later, shows something else; what a dead attempt still says changes nothing. Steps that run
 * side by side should each have an agent of their own.
 *
 * <p>A step of a task without a session shows nothing, nor does one that is not run by a worker of
 * Understudy: the same activity serves all of them.
 */
public final class AgentStatus {
  private final AgentName agent;

  private AgentStatus(AgentName agent) {
    this.agent = agent;
  }

  /** That of one agent, for a step of a task that has several. Without this, that opened last counts. */
  public static AgentStatus of(String agent) {
    return new AgentStatus(Refusal.orResult(() -> new AgentName(agent)));
  }

  /** Shows what the step does, without detail. See {@link #show(String, Map)}. */
  public static void show(String text) {
    show(text, Map.of());
  }

  /**
   * Shows what the step does, to everybody in the session.
   *
   * @param text not blank
   * @param detail values that JSON can hold; with the text at most 1 KiB
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is larger or not JSON
   * @throws IllegalStateException if no activity runs on this thread
   */
  public static void show(String text, Map<String, ?> detail) {
    show(Optional.empty(), text, detail);
  }

  /**
   * Shows what the step does under this agent.
   *
   * @param text not blank
   * @param detail values that JSON can hold; with the text at most 1 KiB
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is larger or not JSON, or if the
   *     task had no session of this agent when it scheduled the step
   * @throws IllegalStateException if no activity runs on this thread
   */
  public void shows(String text, Map<String, ?> detail) {
    show(Optional.of(agent), text, detail);
  }

  private static void show(Optional<AgentName> agent, String text, Map<String, ?> detail) {
    Refusal.unless(
        !Refusal.unlessNull(text, "a status").isBlank(),
        "a status must not be blank but was \"%s\"".formatted(text));
    Refusal.unlessNull(detail, "the detail of a status");
    if (StepThread.context("a status", "leave it to the batch, which shows its progress")
        instanceof Outlet outlet) {
      Refusal.orResult(() -> {
        outlet.show(agent, text, detail);
        return agent;
      });
    }
  }

  /** How a worker takes them, as the context of its activities. Not for authors of tasks. */
  public interface Outlet {
    /**
     * Takes what the step shows, and returns at once.
     *
     * @param agent whose; empty for that of the session that was opened last
     * @throws IllegalArgumentException if it is too large or not JSON, or there is no such agent
     */
    void show(Optional<AgentName> agent, String text, Map<String, ?> detail);
  }
}
