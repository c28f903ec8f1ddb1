package dev.understudy.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AttemptNumberTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final long MAX_JAVASCRIPT_INTEGER = 1L << 53;
  private static final AttemptNumber FOURTH = AttemptNumber.of(NOON, 4);

  @Test
  void growsWithTheAttempts() {
    assertThat(AttemptNumber.of(NOON.plusMillis(1), 5)).isGreaterThan(FOURTH);
  }

  @Test
  void growsThoughTheNextAttemptIsScheduledInTheSameMillisecond() {
    assertThat(AttemptNumber.of(NOON, 5)).isGreaterThan(FOURTH);
  }

  @Test
  void growsThoughTemporalCountsFromOneAgain() {
    assertThat(AttemptNumber.of(NOON.plusMillis(1), 1)).isGreaterThan(FOURTH);
  }

  @Test
  void growsFromAnAttemptFarBeyondWhatItTellsApart() {
    AttemptNumber worn = AttemptNumber.of(NOON, 1_000_000);

    assertThat(AttemptNumber.of(NOON.plusMillis(1), 1)).isGreaterThan(worn);
  }

  @Test
  void isReadByJavaScriptWithoutLoss() {
    Instant lateInLife = Instant.parse("2255-01-01T00:00:00Z");

    assertThat(AttemptNumber.of(lateInLife, Integer.MAX_VALUE).value())
        .isLessThan(MAX_JAVASCRIPT_INTEGER);
  }

  @Test
  void isTemporalsCountIfTheServerTellsNoTime() {
    assertThat(AttemptNumber.of(Instant.EPOCH, 4)).isEqualTo(new AttemptNumber(4));
  }

  @Test
  void countsFromOne() {
    assertThatThrownBy(() -> new AttemptNumber(0))
        .hasMessage("attempts count from 1 but this was 0");
  }

  @Nested
  class WhenThePredecessorIsKnown {
    @Test
    void isAboveItThoughAnotherHostsClockIsBehind() {
      AttemptNumber behind = AttemptNumber.of(NOON.minusMillis(20), 1);

      assertThat(behind.after(FOURTH)).isEqualTo(new AttemptNumber(FOURTH.value() + 1));
    }

    @Test
    void isAboveItThoughItIsTheSame() {
      assertThat(FOURTH.after(FOURTH)).isGreaterThan(FOURTH);
    }

    @Test
    void isItselfIfItIsAboveAnyway() {
      AttemptNumber next = AttemptNumber.of(NOON.plusMillis(1), 5);

      assertThat(next.after(FOURTH)).isEqualTo(next);
    }
  }
}
