package dev.understudy.session;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.WaysToAbly;
import dev.understudy.output.OutputEvent;
import dev.understudy.presence.Publication;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;

/** What a task publishes itself. Confined to the workflow's threads. */
final class SessionOutput {
  /** Our own messages' names begin so. */
  private static final String TAKEN = "understudy.";

  private final WaysToAbly ably = new WaysToAbly();

  /** Publishes what stands at {@code sequence} of what the task says. */
  void publish(AttendanceSpec spec, long sequence, String name, Object data) {
    Refusal.unlessHalf(Refusal.unlessNull(name, "a message's name"), "a message's name");
    Refusal.unless(
        !name.isBlank() && !name.startsWith(TAKEN),
        RefusalCode.ARGUMENT_BAD_NAME,
        "a message's name is not empty and does not begin with %s but was \"%s\""
            .formatted(TAKEN, name));
    OutputEvent said = new OutputEvent.Said(sequence, name, data);
    Publication message =
        Refusal.orResult(() -> spec.message(said).publication().checked());
    ably.publish(spec, message);
  }
}
