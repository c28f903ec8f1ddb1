package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.attendance.Sighting;
import dev.understudy.presence.People;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.ably.LeakyBucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one tenure tells its task of the people in the session. Confined to the loop.
 *
 * <p>A change is told at once, and the next a tenth of a second later at the soonest, with only what is
 * newest then. Somebody who flaps must not fill a history, so there is an allowance: forty at once, and
 * four a minute in the long run. One report is on its way at a time, and one that did not arrive is followed
 * by the newest.
 *
 * <p>Who was out of sight does not know what the task believes: another worker may have looked meanwhile, and told
 * of somebody who came and went. So the next sight is told although nothing has changed.
 */
final class PeopleReports {
  private static final Duration SHORTEST_GAP = Duration.ofMillis(100);

  /** In the long run: less than 6,000 signals a day, of 10,000 that a run of a workflow may get. */
  private static final Duration GAP_IN_THE_LONG_RUN = Duration.ofSeconds(15);

  private static final int AT_ONCE = 40;

  private final AttendanceSpec spec;
  private final Tenure tenure;
  private final TenureHeartbeat heart;
  private final LeakyBucket allowance =
      new LeakyBucket(AT_ONCE, GAP_IN_THE_LONG_RUN, System.nanoTime());
  private long sequence;
  private @Nullable People newest;
  private boolean isInDoubt;
  private boolean isToTell;
  private boolean isWaiting;
  private boolean isClosed;

  PeopleReports(AttendanceSpec spec, Tenure tenure, TenureHeartbeat heart) {
    this.spec = spec;
    this.tenure = tenure;
    this.heart = heart;
  }

  /** What is known for certain, as of now. */
  void see(People people) {
    if (isInDoubt || !people.equals(newest)) {
      isInDoubt = false;
      newest = people;
      isToTell = true;
      tellIfDue();
    }
  }

  /** What is there is out of sight, until it is seen again. */
  void lostSight() {
    isInDoubt = true;
  }

  /** This tenure speaks for its agent no more. */
  void close() {
    isClosed = true;
  }

  private void tellIfDue() {
    People people = newest;
    if (isToTell && !isWaiting && !isClosed && people != null) {
      isToTell = false;
      isWaiting = true;
      sequence++;
      Sighting sighting =
          new Sighting(spec.session(), spec.agent(), new Sighting.Seen(tenure, sequence), people);
      heart.report(sighting, this::onAnswer);
    }
  }

  private void onAnswer(boolean isDelivered) {
    isToTell |= !isDelivered;
    heart.later(nextGap(), this::onGapOver);
  }

  private Duration nextGap() {
    long now = System.nanoTime();
    allowance.count(now);
    return Duration.ofNanos(Math.max(SHORTEST_GAP.toNanos(), allowance.nanosToNext(now)));
  }

  private void onGapOver() {
    isWaiting = false;
    tellIfDue();
  }
}
