package dev.understudy.output;

import dev.understudy.presence.LeaveReason;
import java.util.List;
import java.util.Optional;

/** What a {@link TaskFold} has made of messages. */
record FoldedOutput(
    String agent,
    String task,
    long tenure,
    List<OutputEvent.Said> said,
    List<StepText> steps,
    Optional<LeaveReason> end)
    implements TaskOutput {
  FoldedOutput {
    said = List.copyOf(said);
    steps = List.copyOf(steps);
  }
}
