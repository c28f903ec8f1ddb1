package dev.understudy.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a lease makes of suspicions and answers. */
class NoticingTest {
  private static final WorkerRun RUN = new WorkerRun("work", "a", "run-1");
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private final Noticing trusted = Noticing.of(RUN, Tally.NONE).next();

  private static NoticingEvent doubted(Suspicion why) {
    return new NoticingEvent.Doubted(new Suspected(why, "b"));
  }

  @Test
  void givesTheWorkerItsLeaseWithAQuestion() {
    assertThat(Noticing.of(RUN, Tally.NONE).effects())
        .containsExactly(new NoticingEffect.Hold(0), new NoticingEffect.Ask(0, LeasePace.TIMEOUT));
  }

  @Test
  void asksAnewWhenItIsHeardOfNoMore() {
    Noticing.Step missed = trusted.on(new NoticingEvent.Missed(0), NOON);
    Noticing.Step answered = missed.next().on(new NoticingEvent.Answered(1), NOON);

    assertThat(missed.effects())
        .containsExactly(new NoticingEffect.Ask(1, LeasePace.patience(Suspicion.LEASE)));
    assertThat(answered.effects())
        .containsExactly(new NoticingEffect.Hold(2), new NoticingEffect.Ask(2, LeasePace.TIMEOUT));
  }

  @Test
  void makesNothingOfTheEndOfAnOlderHold() {
    Noticing again = trusted
        .on(new NoticingEvent.Missed(0), NOON)
        .next()
        .on(new NoticingEvent.Answered(1), NOON)
        .next();

    assertThat(again.on(new NoticingEvent.Missed(0), NOON)).isEqualTo(Noticing.Step.to(again));
  }

  @Test
  void goesByAnswersAloneIfAClockJumps() {
    Instant yesterday = NOON.minus(Duration.ofDays(1));
    Instant tomorrow = NOON.plus(Duration.ofDays(1));
    Noticing asked = trusted.on(doubted(Suspicion.BEACON), NOON).next();

    assertThat(asked.on(new NoticingEvent.Answered(1), tomorrow).next())
        .isInstanceOf(Noticing.Trusted.class);
    assertThat(asked.on(new NoticingEvent.Unanswered(1), yesterday).next())
        .isInstanceOf(Noticing.Proved.class);
    assertThat(asked.on(doubted(Suspicion.LEASE), yesterday).effects())
        .containsExactly(new NoticingEffect.Ask(2, LeasePace.patience(Suspicion.LEASE)));
    assertThat(asked.on(doubted(Suspicion.LEASE), tomorrow).effects()).isEmpty();
  }

  @Nested
  class WhenAnotherWorkerHasProvedThatItIsGone {
    private final Alarm alarm = new Alarm(Suspicion.BEACON, "b", NOON);
    private final Harvest early = new Harvest(1, 1, 0, 0);
    private final NoticingEvent proven =
        new NoticingEvent.Proven(new Proof(alarm, NOON.plusMillis(300), early));

    @Test
    void reapsItAtOnce() {
      Noticing.Step step = trusted.on(proven, NOON);

      assertThat(step.effects())
          .containsExactly(
              new NoticingEffect.Reap(new ReapOrder(RUN, alarm, NOON.plusMillis(300))));
      assertThat(step.next().tally()).isEqualTo(new Tally(1, 0, 1));
    }

    @Test
    void doesNotAwaitItsAnswerAnyMore() {
      Noticing asked =
          trusted.on(doubted(Suspicion.MISSING), NOON.minusSeconds(1)).next();
      Noticing.Step step = asked.on(proven, NOON);

      assertThat(step.effects())
          .containsExactly(new NoticingEffect.Reap(new ReapOrder(
              RUN, new Alarm(Suspicion.MISSING, "b", NOON.minusSeconds(1)), NOON.plusMillis(300))));
      assertThat(step.next().on(new NoticingEvent.Answered(1), NOON).next()).isEqualTo(step.next());
    }

    @Test
    void countsWhatWasFailedAlreadyOnce() {
      Noticing over = trusted
          .on(proven, NOON)
          .next()
          .on(new NoticingEvent.Gathered(new Harvest(0, 2, 3, 0)), NOON)
          .next();

      assertThat(((Noticing.Over) over).reaping().orElseThrow().harvest())
          .isEqualTo(new Harvest(1, 3, 1, 0));
    }

    @Test
    void makesNothingOfASecondProof() {
      Noticing proved = trusted.on(proven, NOON).next();

      assertThat(proved.on(proven, NOON)).isEqualTo(Noticing.Step.to(proved));
    }
  }

  @Nested
  class WhenItIsAskedBecauseItsBeaconIsMissing {
    private final Noticing asked = trusted.on(doubted(Suspicion.MISSING), NOON).next();

    @Test
    void asksAgainForWhoeverIsMoreImpatient() {
      Noticing.Step hurried = asked.on(doubted(Suspicion.BEACON), NOON);

      assertThat(hurried.effects())
          .containsExactly(new NoticingEffect.Ask(2, LeasePace.patience(Suspicion.BEACON)));
      assertThat(hurried.next().doubt().orElseThrow().why()).isEqualTo(Suspicion.MISSING);
    }

    @Test
    void doesNotAskAgainForWhoeverIsMorePatient() {
      Noticing.Step more = asked.on(doubted(Suspicion.LEASE), NOON);

      assertThat(more.effects()).isEmpty();
      assertThat(more.next().tally()).isEqualTo(new Tally(2, 0, 2));
    }

    @Test
    void trustsItAfterAnAnswerToAnyOfItsQuestions() {
      Noticing hurried = asked.on(doubted(Suspicion.BEACON), NOON).next();

      assertThat(hurried.on(new NoticingEvent.Answered(1), NOON).next())
          .isEqualTo(new Noticing.Trusted(RUN, new Tally(2, 1, 3), 0));
    }

    @Test
    void makesNothingOfAnAnswerToAnEarlierQuestion() {
      assertThat(asked.on(new NoticingEvent.Answered(0), NOON).next()).isEqualTo(asked);
    }

    @Test
    void reapsItOnceTheLatestQuestionIsNotAnsweredInTime() {
      Noticing hurried = asked.on(doubted(Suspicion.BEACON), NOON).next();
      Noticing.Step silent = hurried.on(new NoticingEvent.Unanswered(2), NOON.plusMillis(300));

      assertThat(hurried.on(new NoticingEvent.Unanswered(1), NOON).next()).isEqualTo(hurried);
      assertThat(silent.effects())
          .isEqualTo(List.of(new NoticingEffect.Reap(
              new ReapOrder(RUN, new Alarm(Suspicion.MISSING, "b", NOON), NOON.plusMillis(300)))));
    }
  }

  @Nested
  class WhenItHasFallenSilentAndWasReaped {
    private final Noticing proved = trusted
        .on(new NoticingEvent.Missed(0), NOON)
        .next()
        .on(new NoticingEvent.Unanswered(1), NOON.plusSeconds(3))
        .next();
    private final ReapOrder order =
        new ReapOrder(RUN, new Alarm(Suspicion.LEASE, "a", NOON), NOON.plusSeconds(3));
    private final Noticing.Step minded =
        proved.on(new NoticingEvent.Gathered(Harvest.NONE), NOON.plusSeconds(4));

    private NoticingEffect lookAfter(int seconds) {
      return new NoticingEffect.ReapAgain(order, Duration.ofSeconds(seconds));
    }

    @Test
    void isLookedAfterUntilItReturns() {
      assertThat(minded.effects()).containsExactly(new NoticingEffect.AwaitReturn(), lookAfter(1));
      assertThat(minded.next().on(new NoticingEvent.Returned(), NOON).next())
          .isEqualTo(new Noticing.Over(
              RUN,
              new Tally(1, 0, 2),
              Optional.of(
                  new Reaping(order.alarm(), order.proved(), NOON.plusSeconds(4), Harvest.NONE))));
    }

    @Test
    void isLookedAfterLessOftenWhileItIsGivenNothing() {
      Noticing.Step quiet =
          minded.next().on(new NoticingEvent.GatheredAgain(new Harvest(0, 0, 7, 0)), NOON);
      Noticing.Step quieter = quiet.next().on(new NoticingEvent.GatheredAgain(Harvest.NONE), NOON);
      Noticing.Step some =
          quieter.next().on(new NoticingEvent.GatheredAgain(new Harvest(0, 1, 0, 0)), NOON);

      assertThat(quiet.effects()).containsExactly(lookAfter(2));
      assertThat(quieter.effects()).containsExactly(lookAfter(4));
      assertThat(some.effects()).containsExactly(lookAfter(1));
    }

    @Test
    void isOverAtOnceIfItWasAProcessThatEnded() {
      Noticing ended = trusted
          .on(doubted(Suspicion.BEACON), NOON)
          .next()
          .on(new NoticingEvent.Unanswered(1), NOON)
          .next();

      assertThat(ended.on(new NoticingEvent.Gathered(Harvest.NONE), NOON).next())
          .isInstanceOf(Noticing.Over.class);
    }
  }
}
