package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.ably.Failures;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** What Temporal is told of a tenure that gives up. */
final class AttemptFailure {
  /** What Temporal needs to take one back, about. */
  private static final Duration ONE_GIVEN_BACK = Duration.ofMillis(3);

  /** What many may wait for the last of them. */
  private static final Duration ALL_GIVEN_BACK = Duration.ofMillis(300);

  private AttemptFailure() {}

  /**
   * The pause until all of so many have been given back, so that none of them waits for the next look at Temporal's
   * timers.
   */
  static Duration relayPause(int count) {
    Duration wanted = ONE_GIVEN_BACK.multipliedBy(count);
    return wanted.compareTo(ALL_GIVEN_BACK) < 0 ? wanted : ALL_GIVEN_BACK;
  }

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
