package dev.understudy.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.output.StepAttempt;
import dev.understudy.presence.AttemptNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FencingTokenTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final long STEP = NOON.toEpochMilli();
  private static final long TOKEN = token(STEP, NOON, 1);

  private static long token(long step, Instant scheduled, int attempt) {
    return FencingToken.of(
        new StepAttempt(step, AttemptNumber.of(scheduled, attempt).value()));
  }

  @Test
  void isHigherForALaterAttempt() {
    assertThat(token(STEP, NOON, 2)).isGreaterThan(TOKEN);
    assertThat(token(STEP, NOON.plusMillis(1), 2)).isGreaterThan(token(STEP, NOON, 999));
  }

  @Test
  void isHigherThoughAnOperatorHasAttemptsCountedFromOneAgain() {
    long fifth = token(STEP, NOON.plusSeconds(30), 5);

    assertThat(token(STEP, NOON.plusSeconds(31), 1)).isGreaterThan(fifth);
  }

  @Test
  void isHigherForAStepThatBeginsWhenTheOneBeforeHasEnded() {
    Instant retried = NOON.plus(Duration.ofHours(1));
    Instant next = retried.plusMillis(1);

    assertThat(token(next.toEpochMilli(), next, 1)).isGreaterThan(token(STEP, retried, 40));
  }

  @Test
  void isEachItsOwnForStepsThatAreScheduledAtOnce() {
    Instant scheduled = NOON.plusSeconds(3);

    assertThat(LongStream.range(0, 2_000).map(number -> token(STEP + number, scheduled, 1)))
        .doesNotHaveDuplicates();
  }

  @Test
  void isHigherForALaterStepOfTheSameMomentThoughTheOneBeforeWasTriedOften() {
    assertThat(token(STEP + 1, NOON, 1)).isGreaterThan(token(STEP, NOON, 999));
  }

  @Test
  void fitsInALong() {
    Instant late = Instant.parse("2109-01-01T00:00:00Z");

    assertThat(token(late.toEpochMilli(), late, 999)).isGreaterThan(TOKEN);
  }
}
