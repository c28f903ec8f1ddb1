package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import io.ably.lib.types.ErrorInfo;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
  @ParameterizedTest
  @CsvSource({
    "401, 40160, true",
    "400, 40010, true",
    "400, 91003, true",
    "401, 40142, false",
    "429, 42911, false",
    "429, 40000, false",
    "408, 40000, false",
    "500, 50003, false",
    "400, 80000, false",
    "503, 50003, false"
  })
  void triesAgainOnlyWhatMayPass(int statusCode, int code, boolean isFinal) {
    ApplicationFailure failure =
        Failures.of("writer in room", new ErrorInfo("no", statusCode, code));

    assertThat(failure.isNonRetryable()).isEqualTo(isFinal);
    assertThat(failure.getOriginalMessage())
        .isEqualTo("writer in room was refused: no (%d)".formatted(code));
  }

  @Test
  void spendsNothingOnAHandoff() {
    ApplicationFailure failure = Failures.relayed("worker-a", Duration.ZERO);

    assertThat(failure.getNextRetryDelay()).isNotNull().isPositive();
    assertThat(failure.isNonRetryable()).isFalse();
  }

  @Test
  void hasAgentsThatAreRelayedTogetherWaitForEachOther() {
    Duration pause = Duration.ofMillis(300);

    assertThat(Failures.relayed("worker-a", pause).getNextRetryDelay()).isEqualTo(pause);
  }
}
