package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.HandoffCause;
import dev.understudy.attendance.ToldHandoff;
import dev.understudy.attendance.ToldHandoff.KnownReason;
import dev.understudy.presence.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells the worker, and the task, how an agent came to one tenure: a loop around its {@link Arrival}. It asks
 * Temporal once why, after the agent has entered. Confined to the loop of its connections.
 */
final class ArrivalReport {
  /** Where it tells. */
  interface Listener {
    /** Why an agent has come here is being asked. */
    void onQuestion();

    void onHandoff(Handoff handoff);

    /** More is known now of what was told before. */
    void onGhostGone(Handoff handoff);
  }

  private final AttendanceSpec spec;
  private final Beginning beginning;
  private final TenureHeartbeat heartbeat;
  private final Listener listener;
  private final Instant begun = Instant.now();
  private final long begunNanos = System.nanoTime();
  private Arrival arrival;
  private boolean isAsked;
  private Optional<Handoff.Reason> reason = Optional.empty();
  private Optional<Duration> toldGhost = Optional.empty();
  private boolean isTold;

  ArrivalReport(
      AttendanceSpec spec, Beginning beginning, TenureHeartbeat heartbeat, Listener listener) {
    this.spec = spec;
    this.beginning = beginning;
    this.heartbeat = heartbeat;
    this.listener = listener;
    this.arrival = Arrival.after(beginning.turnBefore());
  }

  /** What is in view. */
  void see(ChannelSnapshot seen, boolean isBlind) {
    Stream<Handoff.Turn> lower = seen.roster().tenures(spec.agent(), spec.task()).stream()
        .filter(there -> there.tenure().isSupersededBy(tenure()))
        .map(there -> new ToldHandoff.OneTurn(
            Optional.ofNullable(there.worker()).orElse(""), there.tenure()));
    boolean isThere = seen.own()
        .filter(own -> own.task().equals(spec.task()) && own.tenure().equals(tenure()))
        .isPresent();
    arrival = arrival.seen(new Arrival.Sight(now(), lower.toList(), isThere, isBlind));
    if (isThere) {
      entered();
    }
  }

  private Tenure tenure() {
    return beginning.turn().tenure();
  }

  /** By this process' clock, as it went since the tenure began: a clock that is set meanwhile moves nothing. */
  private Instant now() {
    return begun.plusNanos(System.nanoTime() - begunNanos);
  }

  void lostView() {
    arrival = arrival.lostView();
  }

  /** The agent has entered: what is known only now is asked, and what is known is told. */
  void entered() {
    if (!isAsked && from().isPresent()) {
      isAsked = true;
      ask(from().get());
    }
    tell();
  }

  private Optional<Handoff.Turn> from() {
    if (arrival instanceof Arrival.Coming coming) {
      return coming.from();
    }
    return arrival instanceof Arrival.Arrived arrived
        ? Optional.of(arrived.from())
        : Optional.empty();
  }

  /** An attendance that has no predecessor has replaced another one. */
  private void ask(Handoff.Turn from) {
    listener.onQuestion();
    if (beginning.before().isEmpty() && from.tenure().generation() < spec.generation()) {
      reason = Optional.of(KnownReason.of(HandoffCause.SUPERSEDED, Optional.empty()));
      return;
    }
    heartbeat.askWhy(from.worker(), answer -> {
      reason = Optional.of(answer);
      tell();
    });
  }

  private void tell() {
    if (arrival instanceof Arrival.Arrived arrived && reason.isPresent()) {
      tell(handoff(arrived, reason.get()), arrived.ghost());
    }
  }

  private void tell(Handoff handoff, Optional<Duration> ghost) {
    if (!isTold) {
      listener.onHandoff(handoff);
    }
    if (ghost.isPresent() && toldGhost.isEmpty()) {
      listener.onGhostGone(handoff);
    }
    isTold = true;
    toldGhost = ghost;
  }

  private Handoff handoff(Arrival.Arrived arrived, Handoff.Reason why) {
    return new ToldHandoff(
        spec.session(),
        spec.agent(),
        arrived.from(),
        beginning.turn(),
        why,
        new ToldHandoff.SeenCourse(
            beginning.dispatched(),
            arrived.entered().truncatedTo(ChronoUnit.MILLIS),
            arrived.gap().length().toMillis(),
            arrived.gap().isWhole(),
            arrived.ghost().map(Duration::toMillis)));
  }
}
