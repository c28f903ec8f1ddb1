package dev.understudy.audience;

import static dev.understudy.audience.AudiencesTest.ALICE;
import static dev.understudy.audience.AudiencesTest.AT_ONCE;
import static dev.understudy.audience.AudiencesTest.BOB;
import static dev.understudy.audience.AudiencesTest.BOTH;
import static dev.understudy.audience.AudiencesTest.expecting;
import static dev.understudy.audience.AudiencesTest.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.presence.People;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of the work for others, or with other policies. */
class PartsTest {
  private static final Abandonment PATIENT = Abandonment.pauseAfter(Duration.ofHours(1));

  private final AudiencePolicy bobs = new AudiencePolicy(Audience.users("bob"), AT_ONCE);

  private final Audiences withAlice =
      expecting(Audience.users("alice")).sighted(order(1), ALICE, 1);
  private final Audiences withoutAlice = withAlice.sighted(order(2), People.NOBODY, 2);

  @Test
  void anAbsenceCountsOn() {
    Audiences bobsPart = withoutAlice.begin(bobs, 5);
    Audiences back = bobsPart.end(bobs, 7);
    Audiences bobsNext = back.begin(bobs, 9);

    assertThat(bobsPart.state()).isEqualTo(new AudienceState.Gone(AT_ONCE, 5));
    assertThat(back.state()).isEqualTo(new AudienceState.Gone(AT_ONCE, 2));
    assertThat(bobsNext.state()).isEqualTo(new AudienceState.Gone(AT_ONCE, 5));
  }

  @Test
  void anAbsenceThatBeginsInThemCountsFromThen() {
    Audiences both = withAlice.sighted(order(2), BOTH, 2);
    Audiences bobsPart = both.begin(bobs, 2).sighted(order(3), BOB, 3);
    assertThat(bobsPart.state()).isEqualTo(new AudienceState.Here(AT_ONCE));

    Audiences back = bobsPart.end(bobs, 9);

    assertThat(back.state()).isEqualTo(new AudienceState.Gone(AT_ONCE, 3));
    assertThat(back.absences()).containsExactly(Absence.since(3, ALICE.users()));
  }

  @Test
  void eachAbsenceIsToldWithWhoLeft() {
    Audiences both = withAlice.sighted(order(2), BOTH, 2).begin(bobs, 3);

    Audiences alone = both.sighted(order(3), BOB, 4).sighted(order(4), People.NOBODY, 5);
    Audiences back = alone.end(bobs, 6).at(6).looked(People.NOBODY, 7);

    assertThat(alone.absences())
        .containsExactly(Absence.since(4, ALICE.users()), Absence.since(5, BOB.users()));
    assertThat(back.absences())
        .containsExactly(
            Absence.since(4, ALICE.users()).paused(7),
            Absence.since(5, BOB.users()).ended(6));
  }

  @Test
  void anAbsenceThatGoesOnInTheNextIsToldOnce() {
    Audiences one = withAlice.begin(bobs, 3).end(bobs, 5);

    Audiences next = one.begin(bobs, 7);

    assertThat(one.absences()).containsExactly(Absence.since(3, List.of()).ended(5));
    assertThat(next.absences()).containsExactly(Absence.since(3, List.of()));
    assertThat(next.end(bobs, 9).absences())
        .containsExactly(Absence.since(3, List.of()).ended(9));
  }

  @Test
  void anAbsenceThatPausedTheWorkCountsOnButIsToldApart() {
    Audiences paused = withoutAlice.at(3).looked(People.NOBODY, 3);

    Abandonment ignored = Abandonment.ignored();
    Audiences part = paused.begin(new AudiencePolicy(Audience.users("alice"), ignored), 5);

    assertThat(part.state()).isEqualTo(new AudienceState.Gone(ignored, 2));
    assertThat(part.absences())
        .containsExactly(
            Absence.since(2, ALICE.users()).paused(3).ended(5), Absence.since(5, ALICE.users()));
  }

  @Test
  void whoCameAndLeftMeanwhileIsAwaySinceThen() {
    Audiences back = withoutAlice
        .begin(bobs, 5)
        .sighted(order(3), ALICE, 6)
        .sighted(order(4), People.NOBODY, 7)
        .end(bobs, 8);

    assertThat(back.state()).isEqualTo(new AudienceState.Gone(AT_ONCE, 7));
  }

  @Test
  void whoIsThereAgainAtTheEndOfThePartIsThere() {
    Audiences back = withoutAlice.begin(bobs, 5).sighted(order(3), ALICE, 6).end(bobs, 8);

    assertThat(back.state()).isEqualTo(new AudienceState.Here(AT_ONCE));
  }

  @Test
  void nothingIsDecidedForThoseOfTheRest() {
    Audiences part = withAlice.begin(bobs, 2).sighted(order(2), BOB, 3);

    assertThat(part.at(1_000)).isEqualTo(part);
  }

  @Test
  void aPersonsPauseHoldsThroughThem() {
    Audiences held = withoutAlice.held(3).begin(bobs, 5).end(bobs, 7);

    assertThat(held.state()).isEqualTo(new DeferredState.Held(new AudienceState.Gone(AT_ONCE, 2)));
  }

  @Test
  void aPersonsPauseInThemHoldsBeyond() {
    Audiences held = withoutAlice.begin(bobs, 5).held(6).end(bobs, 7);

    assertThat(held.state()).isEqualTo(new DeferredState.Held(new AudienceState.Gone(AT_ONCE, 2)));
    assertThat(held.excused(8).state()).isEqualTo(new AudienceState.Excused(AT_ONCE));
  }

  @Test
  void aPersonsResumeLetsAllGoOn() {
    Audiences excused = withoutAlice.begin(bobs, 5).held(6).excused(7);

    assertThat(excused.state()).isEqualTo(new AudienceState.Excused(AT_ONCE));
    assertThat(excused.end(bobs, 8).state()).isEqualTo(new AudienceState.Excused(AT_ONCE));
  }

  @Test
  void noAbsenceThatBeganBeforeCountsAfterAPersonsResume() {
    Audiences resumed = withAlice.begin(bobs, 2).end(bobs, 4).held(5).excused(1_000);

    assertThat(resumed.begin(bobs, 1_001).state()).isEqualTo(new AudienceState.Excused(AT_ONCE));
  }

  @Test
  void whatIsGivenUpInOneIsGivenUp() {
    Abandonment cancelling = Abandonment.cancelAfter(Duration.ZERO);
    AudiencePolicy strict = new AudiencePolicy(Audience.users("bob"), cancelling);

    Audiences givenUp = withAlice.begin(strict, 5).at(5).looked(ALICE, 6);

    assertThat(givenUp.isGivenUp()).isTrue();
    assertThat(givenUp.end(strict, 7).isGivenUp()).isTrue();
  }

  @Test
  void theOneBegunLastDecidesWhicheverEndsFirst() {
    AudiencePolicy anyone = new AudiencePolicy(Audience.anyone(), Abandonment.ignored());
    Audiences sideBySide = withoutAlice.begin(anyone, 3).begin(bobs, 4);

    Audiences bobsAlone = sideBySide.end(anyone, 5);

    assertThat(bobsAlone.state()).isEqualTo(sideBySide.state());
    assertThat(bobsAlone.end(bobs, 6).state()).isEqualTo(new AudienceState.Gone(AT_ONCE, 2));
  }

  @Test
  void theNextRunGoesOnWithTheWhole() {
    AudiencesMemo carried = withoutAlice.begin(bobs, 5).carried(6);

    assertThat(carried.state()).isEqualTo(new AudienceMemo("gone", 2, 0));
    assertThat(carried.absences())
        .containsExactly(
            Absence.since(2, ALICE.users()), Absence.since(5, List.of()).ended(6));
  }

  @Test
  void anAbsenceCountsOnInAPartOfTheNextRun() {
    Audiences next = expecting(Audience.users("alice"))
        .carryingOn(withAlice.begin(bobs, 5).end(bobs, 6).carried(7), 8);

    assertThat(next.begin(bobs, 9).state()).isEqualTo(new AudienceState.Gone(AT_ONCE, 5));
    assertThat(next.sighted(order(2), BOTH, 9).begin(bobs, 10).state())
        .isEqualTo(new AudienceState.Here(AT_ONCE));
  }

  @Test
  void whoCameAndLeftInOneIsAwayInTheNextThoughNobodyElseHasCome() {
    Audiences next = expecting(Audience.users("alice"))
        .begin(bobs, 1)
        .sighted(order(1), BOB, 2)
        .sighted(order(2), People.NOBODY, 3)
        .end(bobs, 4)
        .begin(bobs, 5);

    assertThat(next.state()).isEqualTo(new AudienceState.Gone(AT_ONCE, 3));
  }

  @Test
  void oneInAnotherKnowsWhatTheWholeKnows() {
    Audiences nested = withAlice
        .begin(bobs, 2)
        .sighted(order(2), People.NOBODY, 3)
        .begin(new AudiencePolicy(Audience.users("alice"), PATIENT), 4);

    assertThat(nested.state()).isEqualTo(new AudienceState.Gone(PATIENT, 3));
  }

  @Test
  void anAbsenceThatPausedOneCountsOnInTheNext() {
    Audiences paused = withAlice.begin(bobs, 5).at(5).looked(ALICE, 6);

    assertThat(paused.end(bobs, 9).begin(bobs, 12).state())
        .isEqualTo(new AudienceState.Gone(AT_ONCE, 5));
  }

  @Test
  void anAbsenceThatWasIgnoredCountsAnewAfterAPersonsResume() {
    Audiences resumed = Audiences.of(AudiencePolicy.NONE, 0)
        .sighted(order(1), ALICE, 1)
        .sighted(order(2), People.NOBODY, 2)
        .held(3)
        .excused(1_000);

    assertThat(
            resumed.begin(new AudiencePolicy(Audience.anyone(), PATIENT), 1_001).state())
        .isEqualTo(new AudienceState.Gone(PATIENT, 1_000));
  }

  @Test
  void aDepartureAfterAPersonsResumeCountsInTheNext() {
    Audiences resumed = withoutAlice.at(3).looked(People.NOBODY, 4).excused(10);
    Audiences one = resumed
        .begin(bobs, 11)
        .sighted(order(3), BOB, 15)
        .sighted(order(4), People.NOBODY, 20)
        .end(bobs, 21);

    assertThat(one.begin(bobs, 22).state()).isEqualTo(new AudienceState.Gone(AT_ONCE, 20));
  }

  @Test
  void aResumeForAnotherSessionsSakeChangesNothing() {
    Audiences part = withoutAlice.begin(new AudiencePolicy(Audience.users("bob"), PATIENT), 5);

    assertThat(part.excused(6)).isEqualTo(part);
  }

  @Test
  void whatTheSameAbsenceCameToInOneIsToldBesideTheRest() {
    Audiences whole = Audiences.of(AudiencePolicy.NONE, 0).sighted(order(1), ALICE, 1);
    AudiencePolicy strict =
        new AudiencePolicy(Audience.users("alice"), Abandonment.cancelAfter(Duration.ZERO));

    Audiences givenUp = whole
        .begin(strict, 2)
        .sighted(order(2), People.NOBODY, 4)
        .at(4)
        .looked(People.NOBODY, 5)
        .end(strict, 6);

    assertThat(givenUp.absences())
        .containsExactlyInAnyOrder(
            Absence.since(4, ALICE.users()).givenUp(5), Absence.since(4, ALICE.users()));
  }

  @Test
  void theAbsenceOfTheRestIsToldThroughMany() {
    Audiences whole = withoutAlice;
    for (int part = 0; part < 30; part++) {
      AudiencePolicy one = new AudiencePolicy(Audience.users("user-" + part), AT_ONCE);
      whole = whole.begin(one, 3 + part).end(one, 4 + part);
    }

    Audiences paused = whole.at(100).looked(People.NOBODY, 100);

    assertThat(paused.absences())
        .hasSize(20)
        .contains(Absence.since(2, ALICE.users()).paused(100));
    assertThat(paused.states()).hasSize(20);
  }

  @Test
  void whoLeavesBetweenThemIsToldOnceOneIsForThemAgain() {
    Audiences between = withAlice
        .sighted(order(2), BOTH, 2)
        .begin(bobs, 3)
        .end(bobs, 4)
        .sighted(order(3), ALICE, 5);

    assertThat(between.absences()).isEmpty();
    assertThat(between.begin(bobs, 7).absences()).containsExactly(Absence.since(5, BOB.users()));
    assertThat(between.begin(bobs, 7).end(bobs, 9).absences())
        .containsExactly(Absence.since(5, BOB.users()).ended(9));
    assertThat(between.sighted(order(4), BOTH, 6).absences()).isEmpty();
  }

  @Test
  void oneThatWasNotBegunCannotEnd() {
    assertThatThrownBy(() -> withAlice.end(bobs, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no part of the work is for AudiencePolicy[audience=bob");
  }
}
