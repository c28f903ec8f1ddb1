package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.ably.StatusPace;
import dev.understudy.output.StepAttempt;
import dev.understudy.output.ably.OutputPace;
import dev.understudy.output.ably.StepStream;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.AttemptNumber;
import dev.understudy.presence.Status;
import dev.understudy.presence.StepMoment;
import dev.understudy.step.AgentOutput;
import dev.understudy.step.HeaderConverter;
import dev.understudy.step.StepHost;
import dev.understudy.step.StepNumbering;
import dev.understudy.step.StepOrigin;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.Header;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What a worker does for one attempt at a step: shows and writes in the sessions of its task, if it has any.
 * Thread-safe.
 */
final class HostedStep extends StepHost {
  /**
   * Where steps show and write.
   *
   * @param statuses paces what they show
   * @param outputs paces what they write
   */
  record Outlets(StatusPace statuses, OutputPace outputs) {}

  private final Optional<StepOrigin> origin;
  private final Optional<StepAttempt> numbered;
  private final Optional<StepAttempt> fenced;
  private final AttemptNumber attempt;
  private final Outlets outlets;
  private final AtomicLong shown = new AtomicLong();
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<AttendanceSpec, StepStream> streams = new LinkedHashMap<>();

  HostedStep(ActivityExecutionContext step, Header header, Outlets outlets) {
    DataConverter converter = HeaderConverter.of(step);
    ActivityInfo info = step.getInfo();
    this.origin = StepOrigin.FIELD.in(header, converter);
    Instant scheduled = Instant.ofEpochMilli(info.getCurrentAttemptScheduledTimestamp());
    this.attempt = AttemptNumber.of(scheduled, info.getAttempt());
    this.numbered = StepNumbering.attempt(header, converter, attempt);
    this.fenced = StepNumbering.fenced(header, converter, info);
    this.outlets = outlets;
  }

  @Override
  protected Optional<StepAttempt> attempt() {
    return fenced;
  }

  @Override
  protected void show(Optional<AgentName> agent, String text, Map<String, ?> detail) {
    origin.ifPresent(from -> {
      StepMoment moment = new StepMoment(from.number(), attempt.value(), shown.incrementAndGet());
      Status status =
          new Status(from.number(), AgentState.ACTIVE, text, new LinkedHashMap<>(detail), moment);
      outlets.statuses().show(from.agent(agent), status);
    });
  }

  @Override
  protected AgentOutput output(Optional<AgentName> agent) {
    return origin
        .flatMap(from -> numbered.<AgentOutput>map(step -> stream(from.agent(agent), step)))
        .orElse(part -> {});
  }

  private StepStream stream(AttendanceSpec agent, StepAttempt step) {
    synchronized (lock) {
      return streams.computeIfAbsent(agent, theirs -> outlets.outputs().open(theirs, step));
    }
  }

  /** Waits until Ably has all that was written; throws what the step fails with otherwise. */
  void complete() {
    List<StepStream> written = streams();
    written.forEach(StepStream::complete);
    silentRepeats().filter(stream -> !written.contains(stream)).forEach(StepStream::endSoon);
  }

  /** If it replaces what others wrote readers have to know, even of one that writes nothing. */
  private Stream<StepStream> silentRepeats() {
    return numbered.filter(step -> step.rounds().isARepeat()).stream()
        .flatMap(step -> origin.stream()
            .flatMap(from -> from.agents().stream())
            .map(agent -> stream(agent, step)));
  }

  /** The attempt at the step has failed. */
  void fail() {
    streams().forEach(StepStream::fail);
  }

  private List<StepStream> streams() {
    synchronized (lock) {
      return List.copyOf(streams.values());
    }
  }
}
