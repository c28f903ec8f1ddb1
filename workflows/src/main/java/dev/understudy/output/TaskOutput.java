package dev.understudy.output;

import dev.understudy.presence.LeaveReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one agent has put out on behalf of one task, as far as it is known. Immutable.
 *
 * @param agent its clientId
 * @param task workflow id of the task
 * @param tenure the highest that is known; what an earlier one left open is cut
 * @param said what the task itself published, in its order
 * @param steps in the order in which the task scheduled them
 * @param end why the agent says no more; empty while it may
 */
public record TaskOutput(
    String agent,
    String task,
    long tenure,
    List<OutputEvent.Said> said,
    List<StepText> steps,
    Optional<LeaveReason> end) {
  public TaskOutput {
    said = List.copyOf(said);
    steps = List.copyOf(steps);
  }

  /** Whether nothing more comes, unless the task opens another session of this agent. */
  public boolean isEnded() {
    return end.isPresent();
  }

  /** The text of all steps, one after the other. */
  public String text() {
    return steps.stream().map(StepText::text).collect(Collectors.joining());
  }
}
