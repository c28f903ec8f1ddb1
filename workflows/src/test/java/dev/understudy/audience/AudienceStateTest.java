package dev.understudy.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.audience.AudienceState.Abandoned;
import dev.understudy.audience.AudienceState.Excused;
import dev.understudy.audience.AudienceState.GivenUp;
import dev.understudy.audience.AudienceState.Gone;
import dev.understudy.audience.AudienceState.Here;
import dev.understudy.audience.AudienceState.Unmet;
import dev.understudy.audience.DeferredState.Doubted;
import dev.understudy.audience.DeferredState.Held;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AudienceStateTest {
  private static final long NOON = 43_200_000;
  private static final Abandonment PATIENT =
      Abandonment.pauseAfter(Duration.ofSeconds(30)).giveUpAfter(Duration.ofHours(24));

  @Nested
  class BeforeAnybodyHasCome {
    private final AudienceState unmet = new Unmet(PATIENT, NOON);

    @Test
    void theWorkGoesOnUnlessItIsToWait() {
      assertThat(unmet.isPausing()).isFalse();
      assertThat(unmet.seen(false, NOON)).isEqualTo(unmet);
      assertThat(unmet.at(NOON + Duration.ofDays(9).toMillis())).isEqualTo(unmet);
    }

    @Test
    void itWaitsForTheFirstArrivalUpToTheLimit() {
      AudienceState waiting = new Unmet(PATIENT.waitForFirstArrival(Duration.ofMinutes(1)), NOON);

      assertThat(waiting.isPausing()).isTrue();
      assertThat(waiting.seen(true, NOON + 1).isPausing()).isFalse();
      assertThat(waiting.at(NOON + 60_000).looked(false, NOON + 60_001))
          .isInstanceOf(GivenUp.class);
    }
  }

  @Nested
  class WhenTheLastOneHasLeft {
    private final AudienceState gone = new Here(PATIENT).seen(false, NOON);

    @Test
    void nothingHappensWithinTheGrace() {
      assertThat(gone).isEqualTo(new Gone(PATIENT, NOON));
      assertThat(gone.at(NOON + 29_999)).isEqualTo(gone);
      assertThat(gone.isPausing()).isFalse();
    }

    @Test
    void somebodyHasToLookBeforeTheWorkPauses() {
      AudienceState doubted = gone.at(NOON + 30_000);

      assertThat(doubted).isEqualTo(new Doubted(gone));
      assertThat(doubted.isPausing()).isFalse();
      assertThat(doubted.seen(false, NOON + 30_001)).isEqualTo(doubted);
      assertThat(doubted.looked(false, NOON + 30_002))
          .isEqualTo(new Abandoned(PATIENT, NOON, NOON + 30_002));
    }

    @Test
    void whoeverIsSeenByTheLookIsThere() {
      assertThat(gone.at(NOON + 30_000).looked(true, NOON + 30_002)).isEqualTo(new Here(PATIENT));
    }

    @Test
    void theTaskIsCancelledIfThePolicySaysSo() {
      AudienceState strict = new Here(Abandonment.cancelAfter(Duration.ZERO)).seen(false, NOON);

      assertThat(strict.at(NOON).looked(false, NOON)).isInstanceOf(GivenUp.class);
    }

    @Test
    void theWorkGoesOnIfAbsenceDoesNotMatter() {
      AudienceState careless = new Here(Abandonment.ignored()).seen(false, NOON);

      assertThat(careless.at(NOON + Duration.ofDays(9).toMillis())).isEqualTo(careless);
    }
  }

  @Nested
  class WhileTheWorkIsAbandoned {
    private final AudienceState abandoned = new Abandoned(PATIENT, NOON, NOON + 30_000);

    @Test
    void itPausesAndGoesOnAtTheFirstReturn() {
      assertThat(abandoned.isPausing()).isTrue();
      assertThat(abandoned.seen(true, NOON + 40_000)).isEqualTo(new Here(PATIENT));
    }

    @Test
    void itIsGivenUpAfterItsTimeButNotUnseen() {
      AudienceState doubted = abandoned.at(NOON + 30_000 + Duration.ofHours(24).toMillis());

      assertThat(doubted.isPausing()).isTrue();
      assertThat(doubted.looked(true, NOON)).isEqualTo(new Here(PATIENT));
      assertThat(doubted.looked(false, NOON)).isEqualTo(new GivenUp(PATIENT, NOON));
    }

    @Test
    void aPersonMayLetItGoOnAllTheSame() {
      AudienceState excused = abandoned.excused(NOON);

      assertThat(excused).isEqualTo(new Excused(PATIENT));
      assertThat(excused.seen(false, NOON).isPausing()).isFalse();
      assertThat(excused.seen(true, NOON).seen(false, NOON)).isEqualTo(new Gone(PATIENT, NOON));
    }
  }

  @Nested
  class WhileAPersonHasPausedTheTask {
    private static final long LATER = NOON + 864_000_000;

    private final AudienceState held = new Here(PATIENT).held();

    @Test
    void anAbsenceIsNotedButDecidesNothing() {
      AudienceState alone = held.seen(false, NOON);

      assertThat(alone.free()).isEqualTo(new Gone(PATIENT, NOON));
      assertThat(alone.deadline()).isEmpty();
      assertThat(alone.at(LATER)).isEqualTo(alone);
    }

    @Test
    void theTimeToGiveUpStandsStill() {
      AudienceState abandoned = new Abandoned(PATIENT, NOON, NOON).held();

      assertThat(abandoned.at(LATER)).isEqualTo(abandoned);
      assertThat(abandoned.isPausing()).isTrue();
    }

    @Test
    void whatALookFindsComesTooLate() {
      AudienceState doubted = new Gone(PATIENT, NOON).at(NOON + 30_000).held();

      assertThat(doubted.looked(false, NOON + 30_001)).isEqualTo(new Held(new Gone(PATIENT, NOON)));
    }

    @Test
    void aResumeLetsTheWorkGoOnWhoeverIsThere() {
      assertThat(held.excused(LATER)).isEqualTo(new Here(PATIENT));
      assertThat(held.seen(false, NOON).excused(LATER)).isEqualTo(new Excused(PATIENT));
      assertThat(new Abandoned(PATIENT, NOON, NOON).held().excused(LATER))
          .isEqualTo(new Excused(PATIENT));
    }

    @Test
    void whatIsGivenUpStaysSo() {
      AudienceState givenUp = new GivenUp(PATIENT, NOON);

      assertThat(givenUp.held()).isEqualTo(givenUp);
    }
  }
}
