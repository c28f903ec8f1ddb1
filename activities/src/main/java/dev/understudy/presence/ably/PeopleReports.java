package dev.understudy.presence.ably;

import dev.understudy.presence.AttendanceSpec;
import dev.understudy.presence.People;
import dev.understudy.presence.Sighting;
import dev.understudy.presence.Tenure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one tenure tells its task of the people in the session. Confined to the loop.
 *
 * <p>Leading edge: a change is told at once. While changes keep coming the next waits, first a second,
 * then twice as long each time up to {@link #LONGEST_GAP}, and then tells only what is newest: a user
 * who flaps must not fill a history. One report is on its way at a time, and one that did not arrive is
 * followed by the newest.
 */
final class PeopleReports {
  private static final Duration SHORTEST_GAP = Duration.ofSeconds(1);
  private static final Duration LONGEST_GAP = Duration.ofSeconds(8);

  private final AttendanceSpec spec;
  private final Tenure tenure;
  private final Heart heart;
  private long sequence;
  private People newest = People.NOBODY;
  private @Nullable People told;
  private Duration gap = SHORTEST_GAP;
  private boolean isWaiting;
  private boolean hasChangedMeanwhile;

  PeopleReports(AttendanceSpec spec, Tenure tenure, Heart heart) {
    this.spec = spec;
    this.tenure = tenure;
    this.heart = heart;
  }

  /** What is known for certain, as of now. */
  void see(People people) {
    if (!people.equals(newest) || told == null) {
      newest = people;
      hasChangedMeanwhile = isWaiting;
      tellIfDue();
    }
  }

  private void tellIfDue() {
    if (!isWaiting && !newest.equals(told)) {
      tell(newest);
    }
  }

  private void tell(People people) {
    isWaiting = true;
    hasChangedMeanwhile = false;
    sequence++;
    Sighting sighting =
        new Sighting(spec.session(), spec.agent(), new Sighting.Seen(tenure, sequence), people);
    heart.report(
        sighting, isDelivered -> onAnswer(isDelivered ? Optional.of(people) : Optional.empty()));
  }

  private void onAnswer(Optional<People> delivered) {
    told = delivered.orElse(null);
    heart.later(gap, this::onGapOver);
  }

  private void onGapOver() {
    isWaiting = false;
    gap = hasChangedMeanwhile ? longer(gap) : SHORTEST_GAP;
    tellIfDue();
  }

  private static Duration longer(Duration gap) {
    Duration twice = gap.multipliedBy(2);
    return twice.compareTo(LONGEST_GAP) < 0 ? twice : LONGEST_GAP;
  }
}
