package dev.understudy.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.presence.People;
import dev.understudy.presence.SightingRank;
import dev.understudy.presence.Tenure;
import dev.understudy.presence.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AudiencesTest {
  static final Abandonment AT_ONCE = Abandonment.pauseAfter(Duration.ZERO);
  static final People ALICE = new People(List.of(new User("alice", 1, Optional.empty())));

  static final People BOB = new People(List.of(new User("bob", 1, Optional.empty())));
  static final People BOTH =
      new People(List.of(ALICE.users().get(0), BOB.users().get(0)));

  static SightingRank order(int sequence) {
    return new SightingRank(new Tenure(1, 1), sequence);
  }

  static Audiences expecting(Audience audience) {
    return Audiences.of(new AudiencePolicy(audience, AT_ONCE), 0);
  }

  private static Audiences abandonedAt(long now) {
    return expecting(Audience.anyone())
        .sighted(order(1), ALICE, now)
        .sighted(order(2), People.NOBODY, now)
        .at(now)
        .looked(People.NOBODY, now);
  }

  @Test
  void anAbsenceThatPausesNoMoreIsEndedThoughNobodyReturned() {
    Audiences abandoned = abandonedAt(5);
    assertThat(abandoned.absences())
        .containsExactly(Absence.since(5, ALICE.users()).paused(5));

    Audiences goesOn = abandoned.ignoring(8);

    assertThat(goesOn.state().isPausing()).isFalse();
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
    Audiences looked = expecting(Audience.anyone()).looked(ALICE, 1);
    assertThat(looked.state()).isInstanceOf(AudienceState.Here.class);

    Audiences ofBob = looked.begin(new AudiencePolicy(Audience.users("bob"), AT_ONCE), 2);
    Audiences ofAlice = ofBob.begin(new AudiencePolicy(Audience.users("alice"), AT_ONCE), 3);

    assertThat(ofBob.state()).isInstanceOf(AudienceState.Gone.class);
    assertThat(ofAlice.state()).isInstanceOf(AudienceState.Here.class);
  }

  @Test
  void aPersonsPauseDoesNotChangeWhenAnAbsencePausedTheWork() {
    Audiences held = abandonedAt(5).held(8);

    assertThat(held.sighted(order(3), People.NOBODY, 9).absences())
        .containsExactly(Absence.since(5, ALICE.users()).paused(5));
  }
}
