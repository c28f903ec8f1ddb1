package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Sighting;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final Abandonment AT_ONCE = Abandonment.pauseAfter(Duration.ZERO);
  private static final People ALICE = new People(List.of(new User("alice", 1, Optional.empty())));

  private static Sighting sighting(int sequence, People people) {
    return new Sighting(
        new SessionName("room:42"),
        new AgentName("keeper"),
        new Sighting.Seen(new Tenure(1, 1), sequence),
        people);
  }

  private static Outlook of(Audience audience) {
    return Outlook.of(new Expectation(audience, AT_ONCE), 0);
  }

  private static Outlook abandonedAt(long now) {
    return of(Audience.anyone())
        .sighted(sighting(1, ALICE), now)
        .sighted(sighting(2, People.NOBODY), now)
        .at(now)
        .looked(People.NOBODY, now);
  }

  @Test
  void anAbsenceThatPausesNoMoreIsEndedThoughNobodyReturned() {
    Outlook abandoned = abandonedAt(5);
    assertThat(abandoned.absences().latest())
        .containsExactly(Absence.since(5, ALICE.users()).paused(5));

    Outlook goesOn = abandoned.expecting(Expectation.NONE, 8);

    assertThat(goesOn.company().isPausing()).isFalse();
    assertThat(goesOn.absences().latest())
        .containsExactly(
            Absence.since(5, ALICE.users()).paused(5).ended(8), Absence.since(8, ALICE.users()));
  }

  @Test
  void anAbsenceUnderOneAudienceEndsAndAnotherBeginsUnderTheNext() {
    Outlook next = abandonedAt(5)
        .expecting(new Expectation(Audience.users("bob"), AT_ONCE), 8)
        .at(8);

    Outlook paused = next.looked(People.NOBODY, 9);

    assertThat(paused.absences().latest())
        .containsExactly(
            Absence.since(5, ALICE.users()).paused(5).ended(8),
            Absence.since(8, ALICE.users()).paused(9));
  }

  @Test
  void whoWasOnlyLookedForCountsForAPartAsWell() {
    Outlook looked = of(Audience.anyone()).looked(ALICE, 1);
    assertThat(looked.company()).isInstanceOf(Company.Here.class);

    Outlook ofBob = looked.expecting(new Expectation(Audience.users("bob"), AT_ONCE), 2);
    Outlook ofAlice = ofBob.expecting(new Expectation(Audience.users("alice"), AT_ONCE), 3);

    assertThat(ofBob.company()).isInstanceOf(Company.Gone.class);
    assertThat(ofAlice.company()).isInstanceOf(Company.Here.class);
  }

  @Test
  void aPersonsPauseDoesNotChangeWhenAnAbsencePausedTheWork() {
    Outlook held = abandonedAt(5).held(8);

    assertThat(held.sighted(sighting(3, People.NOBODY), 9).absences().latest())
        .containsExactly(Absence.since(5, ALICE.users()).paused(5));
  }
}
