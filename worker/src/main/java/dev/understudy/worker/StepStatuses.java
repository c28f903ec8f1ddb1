package dev.understudy.worker;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.ably.StatusPace;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.Status;
import dev.understudy.presence.StepMoment;
import dev.understudy.step.StepOrigin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What one attempt of a step shows in the sessions of its task. Thread-safe. */
final class StepStatuses {
  private final StepOrigin origin;
  private final int attempt;
  private final StatusPace pace;
  private final AtomicLong count = new AtomicLong();

  StepStatuses(StepOrigin origin, int attempt, StatusPace pace) {
    this.origin = origin;
    this.attempt = attempt;
    this.pace = pace;
  }

  /** Throws {@link IllegalArgumentException} if it cannot be shown. */
  void show(Optional<AgentName> name, String text, Map<String, ?> detail) {
    AttendanceSpec agent = origin.agent(name);
    Status status = new Status(
        origin.sequence(),
        AgentState.ACTIVE,
        text,
        new LinkedHashMap<>(detail),
        new StepMoment(origin.step(), attempt, count.incrementAndGet()));
    pace.show(agent, status);
  }
}
