package dev.understudy.session;

import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.output.OutputEvent;
import dev.understudy.presence.Publication;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** What a task publishes itself. Confined to the workflow's threads. */
final class SessionOutput {
  /** Our own messages' names begin so. */
  private static final String TAKEN = "understudy.";

  /** One call to Ably; retried for as long as it takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Ably may be back at any moment. */
  private static final Duration LONGEST_BREAK = Duration.ofSeconds(5);

  private final AttendanceActivities activities = Workflow.newLocalActivityStub(
      AttendanceActivities.class,
      LocalActivityOptions.newBuilder()
          .setStartToCloseTimeout(PATIENCE)
          .setDoNotIncludeArgumentsIntoMarker(true)
          .setRetryOptions(
              RetryOptions.newBuilder().setMaximumInterval(LONGEST_BREAK).build())
          .build());

  /** Publishes what stands at {@code sequence} of what the task says. */
  void publish(AttendanceSpec spec, long sequence, String name, Object data) {
    Refusal.unlessNull(name, "a message's name");
    Refusal.unless(
        !name.isBlank() && !name.startsWith(TAKEN),
        RefusalCode.ARGUMENT_BAD_NAME,
        "a message's name is not empty and does not begin with %s but was \"%s\""
            .formatted(TAKEN, name));
    OutputEvent said = new OutputEvent.Said(sequence, name, data);
    Publication message =
        Refusal.orResult(() -> spec.message(said).publication().checked());
    try {
      activities.publish(spec, message);
    } catch (ActivityFailure failure) {
      if (failure.getCause() instanceof CanceledFailure cancelled) {
        throw cancelled;
      }
      throw failure;
    }
  }
}
