package dev.understudy.output;

import dev.understudy.presence.LeaveReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one agent has put out on behalf of one task, as far as it is known. Immutable. */
public sealed interface TaskOutput permits FoldedOutput {
  /** The agent's clientId. */
  String agent();

  /** Workflow id of the task. */
  String task();

  /** The highest tenure that is known; what an earlier one left open is cut. */
  long tenure();

  /** What the task itself published, in its order. */
  List<OutputEvent.Said> said();

  /** Those that stand, in the order in which the task scheduled them. */
  List<StepText> steps();

  /** Why the agent says no more; empty while it may. */
  Optional<LeaveReason> end();

  /** Whether nothing more comes, unless the task opens another session of this agent. */
  default boolean isEnded() {
    return end().isPresent();
  }

  /** The text of all steps that stand, one after the other. */
  default String text() {
    return steps().stream().map(StepText::text).collect(Collectors.joining());
  }
}
