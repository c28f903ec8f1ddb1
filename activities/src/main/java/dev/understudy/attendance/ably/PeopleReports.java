package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.Sighting;
import dev.understudy.presence.People;
import dev.understudy.presence.SightingRank;
import dev.understudy.presence.Tenure;

/**
 * Tells the task of one tenure of the people in the session: a loop around its {@link Reporting}, which decides.
 * Confined to the loop of its connections.
 */
final class PeopleReports {
  private final AttendanceSpec spec;
  private final Tenure tenure;
  private final TenureHeartbeat heartbeat;
  private Reporting reporting = Reporting.from(System.nanoTime());

  PeopleReports(AttendanceSpec spec, Tenure tenure, TenureHeartbeat heartbeat) {
    this.spec = spec;
    this.tenure = tenure;
    this.heartbeat = heartbeat;
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
      heartbeat.report(
          sighting(tell), isDelivered -> take(reporting.answered(isDelivered, System.nanoTime())));
    } else if (deed instanceof Reporting.Rest rest) {
      heartbeat.later(rest.gap(), () -> take(reporting.rested()));
    } else {
      throw new AssertionError(deed);
    }
  }

  private Sighting sighting(Reporting.Tell tell) {
    return new Sighting(
        spec.session(), spec.agent(), new SightingRank(tenure, tell.sequence()), tell.people());
  }
}
