package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.Sighting;
import dev.understudy.attendance.Teller;
import dev.understudy.presence.People;
import dev.understudy.presence.SightingRank;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells the task of one tenure of the people in the session: a loop around its {@link Reporting}, which decides.
 * Confined to the loop of its connections.
 */
final class PeopleReports {
  /** For why an agent has come, which is one question; and for a report with which that can be told. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final AttendanceSpec spec;
  private final Handoff.Turn self;
  private final TenureHeartbeat heartbeat;
  private Reporting reporting = Reporting.from(System.nanoTime());

  /** Whether the first report waits for the handoff, so that both are one event of the task's history. */
  private boolean isAwaitingHandoff;

  private Optional<Reporting.Tell> held = Optional.empty();

  /** What the task is to be told of the handoff, and what is on its way to it. */
  private Optional<Handoff> untold = Optional.empty();

  private Optional<Handoff> onItsWay = Optional.empty();

  PeopleReports(AttendanceSpec spec, Handoff.Turn self, TenureHeartbeat heartbeat) {
    this.spec = spec;
    this.self = self;
    this.heartbeat = heartbeat;
  }

  /** How the agent came here is about to be known: the next report waits for that, but not for long. */
  void awaitHandoff() {
    isAwaitingHandoff = true;
    heartbeat.later(PATIENCE, this::letGo);
  }

  private void letGo() {
    isAwaitingHandoff = false;
    Optional<Reporting.Tell> waiting = held;
    held = Optional.empty();
    waiting.ifPresent(this::send);
  }

  /** The task is to know that: with a report, if one comes in a moment, and otherwise by itself. */
  void tell(Handoff handoff) {
    add(handoff);
    letGo();
    heartbeat.later(PATIENCE, this::tellAlone);
  }

  /** The next report takes that along; none is made for it. */
  void add(Handoff handoff) {
    if (!onItsWay.equals(Optional.of(handoff))) {
      untold = Optional.of(handoff);
    }
  }

  private void tellAlone() {
    if (onItsWay.isEmpty() && untold.isPresent() && !isClosed()) {
      heartbeat.tell(take().orElseThrow(), isTold -> {
        toldHandoff(isTold);
        if (!isTold) {
          heartbeat.later(this::tellAlone);
        }
      });
    }
  }

  private boolean isClosed() {
    return reporting instanceof Reporting.Closed;
  }

  /** One at a time: what is on its way is known by that alone, until it has arrived. */
  private Optional<Handoff> take() {
    if (onItsWay.isPresent()) {
      return Optional.empty();
    }
    onItsWay = untold;
    untold = Optional.empty();
    return onItsWay;
  }

  /** What has not arrived is told again, unless more is known by now. */
  private void toldHandoff(boolean isTold) {
    if (!isTold) {
      untold = untold.or(() -> onItsWay);
    }
    onItsWay = Optional.empty();
  }

  /** What is known for certain, as of now. */
  void see(People people) {
    take(reporting.saw(people));
  }

  /** What is there is out of view, until it is seen again. */
  void lostView() {
    reporting = reporting.lostView();
  }

  /** This tenure speaks for its agent no more. */
  void close() {
    reporting = new Reporting.Closed();
  }

  private void take(Reporting.Step step) {
    reporting = step.next();
    step.deed().ifPresent(this::perform);
  }

  private void perform(Reporting.Deed deed) {
    if (deed instanceof Reporting.Tell tell) {
      if (isAwaitingHandoff) {
        held = Optional.of(tell);
      } else {
        send(tell);
      }
    } else if (deed instanceof Reporting.Rest rest) {
      heartbeat.later(rest.gap(), () -> take(reporting.rested()));
    } else {
      throw new AssertionError(deed);
    }
  }

  private void send(Reporting.Tell tell) {
    Optional<Handoff> taken = take();
    heartbeat.report(sighting(tell, taken), isDelivered -> {
      taken.ifPresent(handoff -> toldHandoff(isDelivered));
      take(reporting.answered(isDelivered, System.nanoTime()));
    });
  }

  private Sighting sighting(Reporting.Tell tell, Optional<Handoff> taken) {
    return new Sighting(
        spec.session(),
        spec.agent(),
        new SightingRank(self.tenure(), tell.sequence()),
        tell.people(),
        Optional.of(new Teller(self.worker(), taken)));
  }
}
