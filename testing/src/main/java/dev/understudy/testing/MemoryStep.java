package dev.understudy.testing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.output.OutputEvent.Outcome;
import dev.understudy.output.StepAttempt;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.AttemptNumber;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import dev.understudy.presence.StepMoment;
import dev.understudy.step.AgentOutput;
import dev.understudy.step.HeaderConverter;
import dev.understudy.step.StepHost;
import dev.understudy.step.StepNumbering;
import dev.understudy.step.StepOrigin;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.Header;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What a worker does for one attempt at a step, in rooms in memory. Thread-safe. */
final class MemoryStep extends StepHost {
  private final Optional<StepOrigin> origin;
  private final Optional<StepAttempt> numbered;
  private final Optional<StepAttempt> fenced;
  private final AttemptNumber attempt;
  private final Function<String, TestRoom> rooms;
  private final AtomicLong shown = new AtomicLong();
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<AttendanceSpec, MemoryOutput> outputs = new LinkedHashMap<>();

  MemoryStep(ActivityExecutionContext step, Header header, Function<String, TestRoom> rooms) {
    DataConverter converter = HeaderConverter.of(step);
    this.attempt = AttemptNumber.of(
        Instant.ofEpochMilli(step.getInfo().getCurrentAttemptScheduledTimestamp()),
        step.getInfo().getAttempt());
    this.origin = StepOrigin.FIELD.in(header, converter);
    this.numbered = StepNumbering.attempt(header, converter, attempt);
    this.fenced = StepNumbering.fenced(header, converter, step.getInfo());
    this.rooms = rooms;
  }

  @Override
  protected Optional<StepAttempt> attempt() {
    return fenced;
  }

  @Override
  protected void show(Optional<AgentName> agent, String text, Map<String, ?> detail) {
    origin.ifPresent(from -> {
      StepMoment moment = new StepMoment(from.number(), attempt.value(), shown.incrementAndGet());
      Map<String, Object> details = new LinkedHashMap<>(detail);
      Status status = new Status(from.number(), AgentState.ACTIVE, text, details, moment);
      show(from.agent(agent), status);
    });
  }

  /** As those see it who watch: what does not fit on the wire is refused, and what does is a copy. */
  private void show(AttendanceSpec agent, Status status) {
    String json = new StatusMessage(agent.task(), status).toJson();
    Status copy = StatusMessage.parse(json).orElseThrow().status();
    room(agent).nowDo(now -> now.show(agent, copy));
  }

  private TestRoom room(AttendanceSpec agent) {
    return rooms.apply(agent.session().value());
  }

  @Override
  protected AgentOutput output(Optional<AgentName> agent) {
    return origin
        .flatMap(from -> numbered.map(step -> output(from.agent(agent), step)))
        .orElse(part -> {});
  }

  private AgentOutput output(AttendanceSpec agent, StepAttempt step) {
    synchronized (lock) {
      return outputs.computeIfAbsent(agent, theirs -> new MemoryOutput(theirs, step, room(theirs)));
    }
  }

  /** The attempt is over. */
  void end(Outcome outcome) {
    outputs().forEach(output -> output.end(outcome));
  }

  private List<MemoryOutput> outputs() {
    synchronized (lock) {
      return List.copyOf(outputs.values());
    }
  }
}
