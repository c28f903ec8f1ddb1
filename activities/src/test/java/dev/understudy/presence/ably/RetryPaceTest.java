package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPaceTest {
  private static final double LEAST = 0;
  private static final double MOST = 1;

  @Test
  void triesSoonAfterTheFirstRefusal() {
    assertThat(RetryPace.pause(1, LEAST)).isEqualTo(Duration.ofMillis(500));
    assertThat(RetryPace.pause(1, MOST)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void triesEverLater() {
    assertThat(RetryPace.pause(2, MOST)).isEqualTo(Duration.ofSeconds(2));
    assertThat(RetryPace.pause(3, MOST)).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void triesInEachIntervalOfAblysRatesHoweverOftenItWasRefused() {
    assertThat(RetryPace.pause(4, MOST)).isEqualTo(Duration.ofSeconds(6));
    assertThat(RetryPace.pause(Integer.MAX_VALUE, MOST)).isEqualTo(Duration.ofSeconds(6));
    assertThat(RetryPace.pause(Integer.MAX_VALUE, LEAST)).isEqualTo(Duration.ofSeconds(3));
  }
}
