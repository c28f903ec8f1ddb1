package dev.understudy.session;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MishapPaceTest {
  private final MishapPace pace = new MishapPace();
  private long nowMillis = ofMinutes(1000).toMillis();

  private Duration pauseAfter(Duration calm) {
    nowMillis += calm.toMillis();
    pace.happened(nowMillis);
    return pace.pause();
  }

  @Test
  void growsWhileOneMishapFollowsTheOther() {
    List<Duration> pauses =
        IntStream.range(0, 11).mapToObj(again -> pauseAfter(pace.pause())).toList();

    assertThat(pauses.subList(0, 5))
        .containsExactly(Duration.ZERO, ofSeconds(1), ofSeconds(2), ofSeconds(4), ofSeconds(8));
    assertThat(pauses.subList(9, 11)).containsOnly(ofMinutes(2));
  }

  @Test
  void beginsAnewAfterALongCalm() {
    pauseAfter(Duration.ZERO);
    pauseAfter(Duration.ZERO);

    assertThat(pauseAfter(ofMinutes(10))).isZero();
  }
}
