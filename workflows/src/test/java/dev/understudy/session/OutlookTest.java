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
import org.junit.jupiter.api.Nested;
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

  @Nested
  class InPartsForOthers {
    private final Expectation alices = new Expectation(Audience.users("alice"), AT_ONCE);
    private final Expectation bobs = new Expectation(Audience.users("bob"), AT_ONCE);

    private final Outlook withoutAlice = of(Audience.users("alice"))
        .sighted(sighting(1, ALICE), 1)
        .sighted(sighting(2, People.NOBODY), 2);

    @Test
    void anAbsenceCountsOn() {
      Outlook bobsPart = withoutAlice.expecting(bobs, 5);
      Outlook back = bobsPart.expecting(alices, 7);
      Outlook bobsNext = back.expecting(bobs, 9);

      assertThat(bobsPart.company()).isEqualTo(new Company.Gone(AT_ONCE, 5));
      assertThat(back.company()).isEqualTo(new Company.Gone(AT_ONCE, 2));
      assertThat(bobsNext.company()).isEqualTo(new Company.Gone(AT_ONCE, 5));
    }

    @Test
    void anAbsenceThatPausedTheWorkCountsOnButIsToldApart() {
      Outlook paused = withoutAlice.at(3).looked(People.NOBODY, 3);

      Abandonment ignored = Abandonment.ignored();
      Outlook part = paused.expecting(new Expectation(alices.audience(), ignored), 5);

      assertThat(part.company()).isEqualTo(new Company.Gone(ignored, 2));
      assertThat(part.absences().latest())
          .containsExactly(
              Absence.since(2, ALICE.users()).paused(3).ended(5), Absence.since(5, ALICE.users()));
    }

    @Test
    void whoWasThereInBetweenIsAwayAnew() {
      Outlook back = withoutAlice
          .expecting(bobs, 5)
          .sighted(sighting(3, ALICE), 6)
          .sighted(sighting(4, People.NOBODY), 7)
          .expecting(alices, 8);

      assertThat(back.company()).isEqualTo(new Company.Gone(AT_ONCE, 8));
    }

    @Test
    void whoIsThereAgainAtTheEndOfThePartIsThere() {
      Outlook back = withoutAlice.expecting(bobs, 5).sighted(sighting(3, ALICE), 6);

      assertThat(back.expecting(alices, 8).company()).isEqualTo(new Company.Here(AT_ONCE));
    }

    @Test
    void aPersonsPauseHoldsThroughThem() {
      Outlook held = withoutAlice.held(3).expecting(bobs, 5).expecting(alices, 7);

      assertThat(held.company()).isEqualTo(new Unsettled.Held(new Company.Gone(AT_ONCE, 2)));
    }
  }
}
