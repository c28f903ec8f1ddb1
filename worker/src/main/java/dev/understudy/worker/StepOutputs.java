package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.output.StepAttempt;
import dev.understudy.output.ably.OutputPace;
import dev.understudy.output.ably.StepStream;
import dev.understudy.presence.AgentName;
import dev.understudy.step.AgentOutput;
import dev.understudy.step.StepOrigin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one attempt at a step writes in the sessions of its task. Thread-safe. */
final class StepOutputs {
  private final StepOrigin origin;
  private final StepAttempt attempt;
  private final OutputPace pace;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<AttendanceSpec, StepStream> streams = new LinkedHashMap<>();

  StepOutputs(StepOrigin origin, StepAttempt attempt, OutputPace pace) {
    this.origin = origin;
    this.attempt = attempt;
    this.pace = pace;
  }

  /** Throws {@link IllegalArgumentException} if there is no such agent. */
  AgentOutput of(Optional<AgentName> name) {
    AttendanceSpec agent = origin.agent(name);
    synchronized (lock) {
      return streams.computeIfAbsent(agent, theirs -> pace.open(theirs, attempt));
    }
  }

  /** Waits until Ably has all of it; throws what the step fails with otherwise. */
  void complete() {
    streams().forEach(StepStream::complete);
  }

  void fail() {
    streams().forEach(StepStream::fail);
  }

  private List<StepStream> streams() {
    synchronized (lock) {
      return List.copyOf(streams.values());
    }
  }
}
