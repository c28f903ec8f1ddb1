package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.ably.Failures;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** What Temporal is told of a tenure that gives up. */
final class AttemptFailure {
  private AttemptFailure() {}

  static ApplicationFailure of(
      TenancyEffect.Cause cause, AttendanceSpec spec, String worker, Duration relayPause) {
    if (cause instanceof TenancyEffect.ByAbly byAbly) {
      return of(byAbly.refusal(), spec);
    } else if (cause instanceof TenancyEffect.NameTaken taken) {
      return Refusal.of(
          RefusalCode.AGENT_HELD_BY_ANOTHER_TASK,
          "another %s is in %s, on behalf of task %s already: choose another name or session"
              .formatted(spec.agent(), spec.session(), taken.byTask()));
    } else if (cause instanceof TenancyEffect.Relayed) {
      return Failures.relayed(worker, relayPause);
    } else if (cause instanceof TenancyEffect.Reset) {
      return Failures.reset(worker);
    } else if (cause instanceof TenancyEffect.HandedBack) {
      return Failures.handedBack(worker);
    }
    throw new AssertionError(cause);
  }

  private static ApplicationFailure of(TenancyEvent.Refusal refusal, AttendanceSpec spec) {
    String message = "%s in %s was refused: %s (%d)"
        .formatted(spec.agent(), spec.session(), refusal.message(), refusal.code());
    return refusal.isFinal()
        ? Failures.refusedByAbly(refusal.code(), message)
        : Failures.unavailable(message);
  }
}
