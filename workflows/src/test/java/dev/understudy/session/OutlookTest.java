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
  static final Abandonment AT_ONCE = Abandonment.pauseAfter(Duration.ZERO);
  static final People ALICE = new People(List.of(new User("alice", 1, Optional.empty())));

  static final People BOB = new People(List.of(new User("bob", 1, Optional.empty())));
  static final People BOTH =
      new People(List.of(ALICE.users().get(0), BOB.users().get(0)));

  static Sighting sighting(int sequence, People people) {
    return new Sighting(
        new SessionName("room:42"),
        new AgentName("keeper"),
        new Sighting.Seen(new Tenure(1, 1), sequence),
        people);
  }

  static Outlook expecting(Audience audience) {
    return Outlook.of(new Expectation(audience, AT_ONCE), 0);
  }

  private static Outlook abandonedAt(long now) {
    return expecting(Audience.anyone())
        .sighted(sighting(1, ALICE), now)
        .sighted(sighting(2, People.NOBODY), now)
        .at(now)
        .looked(People.NOBODY, now);
  }

  @Test
  void anAbsenceThatPausesNoMoreIsEndedThoughNobodyReturned() {
    Outlook abandoned = abandonedAt(5);
    assertThat(abandoned.absences())
        .containsExactly(Absence.since(5, ALICE.users()).paused(5));

    Outlook goesOn = abandoned.ignoring(8);

    assertThat(goesOn.company().isPausing()).isFalse();
    assertThat(goesOn.absences())
        .containsExactly(
            Absence.since(5, ALICE.users()).paused(5).ended(8), Absence.since(8, ALICE.users()));
  }

  @Test
  void anAbsenceEndsWithTheWork() {
    assertThat(abandonedAt(5).over(8).absences())
        .containsExactly(Absence.since(5, ALICE.users()).paused(5).ended(8));
    assertThat(abandonedAt(5).over(8).over(9).absences())
        .containsExactly(Absence.since(5, ALICE.users()).paused(5).ended(8));
  }

  @Test
  void whoWasOnlyLookedForCountsForAPartAsWell() {
    Outlook looked = expecting(Audience.anyone()).looked(ALICE, 1);
    assertThat(looked.company()).isInstanceOf(Company.Here.class);

    Outlook ofBob = looked.begin(new Expectation(Audience.users("bob"), AT_ONCE), 2);
    Outlook ofAlice = ofBob.begin(new Expectation(Audience.users("alice"), AT_ONCE), 3);

    assertThat(ofBob.company()).isInstanceOf(Company.Gone.class);
    assertThat(ofAlice.company()).isInstanceOf(Company.Here.class);
  }

  @Test
  void aPersonsPauseDoesNotChangeWhenAnAbsencePausedTheWork() {
    Outlook held = abandonedAt(5).held(8);

    assertThat(held.sighted(sighting(3, People.NOBODY), 9).absences())
        .containsExactly(Absence.since(5, ALICE.users()).paused(5));
  }
}
