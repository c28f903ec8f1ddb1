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

  private static final People BOB = new People(List.of(new User("bob", 1, Optional.empty())));
  private static final People BOTH =
      new People(List.of(ALICE.users().get(0), BOB.users().get(0)));

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
    Outlook looked = of(Audience.anyone()).looked(ALICE, 1);
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

  @Nested
  class InPartsForOthers {
    private final Expectation bobs = new Expectation(Audience.users("bob"), AT_ONCE);

    private final Outlook withAlice = of(Audience.users("alice")).sighted(sighting(1, ALICE), 1);
    private final Outlook withoutAlice = withAlice.sighted(sighting(2, People.NOBODY), 2);

    @Test
    void anAbsenceCountsOn() {
      Outlook bobsPart = withoutAlice.begin(bobs, 5);
      Outlook back = bobsPart.end(bobs, 7);
      Outlook bobsNext = back.begin(bobs, 9);

      assertThat(bobsPart.company()).isEqualTo(new Company.Gone(AT_ONCE, 5));
      assertThat(back.company()).isEqualTo(new Company.Gone(AT_ONCE, 2));
      assertThat(bobsNext.company()).isEqualTo(new Company.Gone(AT_ONCE, 5));
    }

    @Test
    void anAbsenceThatBeginsInThemCountsFromThen() {
      Outlook both = withAlice.sighted(sighting(2, BOTH), 2);
      Outlook bobsPart = both.begin(bobs, 2).sighted(sighting(3, BOB), 3);
      assertThat(bobsPart.company()).isEqualTo(new Company.Here(AT_ONCE));

      Outlook back = bobsPart.end(bobs, 9);

      assertThat(back.company()).isEqualTo(new Company.Gone(AT_ONCE, 3));
      assertThat(back.absences()).containsExactly(Absence.since(3, ALICE.users()));
    }

    @Test
    void eachAbsenceIsToldWithWhoLeft() {
      Outlook both = withAlice.sighted(sighting(2, BOTH), 2).begin(bobs, 3);

      Outlook alone = both.sighted(sighting(3, BOB), 4).sighted(sighting(4, People.NOBODY), 5);
      Outlook back = alone.end(bobs, 6).at(6).looked(People.NOBODY, 7);

      assertThat(alone.absences())
          .containsExactly(Absence.since(4, ALICE.users()), Absence.since(5, BOB.users()));
      assertThat(back.absences())
          .containsExactly(
              Absence.since(4, ALICE.users()).paused(7),
              Absence.since(5, BOB.users()).ended(6));
    }

    @Test
    void anAbsenceThatGoesOnInTheNextIsToldOnce() {
      Outlook one = withAlice.begin(bobs, 3).end(bobs, 5);

      Outlook next = one.begin(bobs, 7);

      assertThat(one.absences()).containsExactly(Absence.since(3, List.of()).ended(5));
      assertThat(next.absences()).containsExactly(Absence.since(3, List.of()));
      assertThat(next.end(bobs, 9).absences())
          .containsExactly(Absence.since(3, List.of()).ended(9));
    }

    @Test
    void anAbsenceThatPausedTheWorkCountsOnButIsToldApart() {
      Outlook paused = withoutAlice.at(3).looked(People.NOBODY, 3);

      Abandonment ignored = Abandonment.ignored();
      Outlook part = paused.begin(new Expectation(Audience.users("alice"), ignored), 5);

      assertThat(part.company()).isEqualTo(new Company.Gone(ignored, 2));
      assertThat(part.absences())
          .containsExactly(
              Absence.since(2, ALICE.users()).paused(3).ended(5), Absence.since(5, ALICE.users()));
    }

    @Test
    void whoCameAndLeftMeanwhileIsAwaySinceThen() {
      Outlook back = withoutAlice
          .begin(bobs, 5)
          .sighted(sighting(3, ALICE), 6)
          .sighted(sighting(4, People.NOBODY), 7)
          .end(bobs, 8);

      assertThat(back.company()).isEqualTo(new Company.Gone(AT_ONCE, 7));
    }

    @Test
    void whoIsThereAgainAtTheEndOfThePartIsThere() {
      Outlook back = withoutAlice.begin(bobs, 5).sighted(sighting(3, ALICE), 6).end(bobs, 8);

      assertThat(back.company()).isEqualTo(new Company.Here(AT_ONCE));
    }

    @Test
    void nothingIsDecidedForThoseOfTheRest() {
      Outlook part = withAlice.begin(bobs, 2).sighted(sighting(2, BOB), 3);

      assertThat(part.at(1_000)).isEqualTo(part);
    }

    @Test
    void aPersonsPauseHoldsThroughThem() {
      Outlook held = withoutAlice.held(3).begin(bobs, 5).end(bobs, 7);

      assertThat(held.company()).isEqualTo(new Unsettled.Held(new Company.Gone(AT_ONCE, 2)));
    }

    @Test
    void aPersonsPauseInThemHoldsBeyond() {
      Outlook held = withoutAlice.begin(bobs, 5).held(6).end(bobs, 7);

      assertThat(held.company()).isEqualTo(new Unsettled.Held(new Company.Gone(AT_ONCE, 2)));
      assertThat(held.excused(8).company()).isEqualTo(new Company.Excused(AT_ONCE));
    }

    @Test
    void aPersonsResumeLetsAllGoOn() {
      Outlook excused = withoutAlice.begin(bobs, 5).held(6).excused(7);

      assertThat(excused.company()).isEqualTo(new Company.Excused(AT_ONCE));
      assertThat(excused.end(bobs, 8).company()).isEqualTo(new Company.Excused(AT_ONCE));
    }

    @Test
    void anAbsenceCountsAnewAfterAPersonsResume() {
      Outlook resumed = withAlice.begin(bobs, 2).end(bobs, 4).held(5).excused(1_000);

      assertThat(resumed.begin(bobs, 1_001).company()).isEqualTo(new Company.Gone(AT_ONCE, 1_001));
    }

    @Test
    void whatIsGivenUpInOneIsGivenUp() {
      Abandonment cancelling = Abandonment.cancelAfter(Duration.ZERO);
      Expectation strict = new Expectation(Audience.users("bob"), cancelling);

      Outlook givenUp = withAlice.begin(strict, 5).at(5).looked(ALICE, 6);

      assertThat(givenUp.isGivenUp()).isTrue();
      assertThat(givenUp.end(strict, 7).isGivenUp()).isTrue();
    }

    @Test
    void theOneBegunLastDecidesWhicheverEndsFirst() {
      Expectation anyone = new Expectation(Audience.anyone(), Abandonment.ignored());
      Outlook sideBySide = withoutAlice.begin(anyone, 3).begin(bobs, 4);

      Outlook bobsAlone = sideBySide.end(anyone, 5);

      assertThat(bobsAlone.company()).isEqualTo(sideBySide.company());
      assertThat(bobsAlone.end(bobs, 6).company()).isEqualTo(new Company.Gone(AT_ONCE, 2));
    }

    @Test
    void theNextRunGoesOnWithTheWhole() {
      Carried.Watched carried = withoutAlice.begin(bobs, 5).carried(6);

      assertThat(carried.company()).isEqualTo(new Standing("gone", 2, 0));
      assertThat(carried.absences())
          .containsExactly(
              Absence.since(2, ALICE.users()), Absence.since(5, List.of()).ended(6));
    }

    @Test
    void anAbsenceCountsOnInAPartOfTheNextRun() {
      Outlook next = of(Audience.users("alice"))
          .carryingOn(withAlice.begin(bobs, 5).end(bobs, 6).carried(7), 8);

      assertThat(next.begin(bobs, 9).company()).isEqualTo(new Company.Gone(AT_ONCE, 5));
      assertThat(next.sighted(sighting(2, BOTH), 9).begin(bobs, 10).company())
          .isEqualTo(new Company.Here(AT_ONCE));
    }
  }
}
