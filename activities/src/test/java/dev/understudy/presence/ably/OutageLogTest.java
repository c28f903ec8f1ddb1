package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageLogTest {
  private final List<String> lines = new ArrayList<>();
  private Duration now = Duration.ofDays(3);
  private final OutageLog outage = new OutageLog("the shelf", lines::add, () -> now.toNanos());

  private void failsForSeconds(int seconds) {
    for (int second = 0; second < seconds; second++) {
      outage.failed("it is dark");
      now = now.plusSeconds(1);
    }
  }

  @Test
  void saysALineAtTheBeginningOneAMinuteAndOneAtTheEnd() {
    failsForSeconds(130);
    outage.worked();

    assertThat(lines)
        .containsExactly(
            "the shelf cannot be reached, and is tried again: it is dark",
            "the shelf is out of reach for 60 s: it is dark",
            "the shelf is out of reach for 120 s: it is dark",
            "the shelf is reached again, after 130 s");
  }

  @Test
  void saysNothingWhileAllIsWell() {
    outage.worked();
    outage.worked();

    assertThat(lines).isEmpty();
  }

  @Test
  void saysOfEachOutageThatItBegins() {
    failsForSeconds(1);
    outage.worked();
    now = now.plusSeconds(10);
    failsForSeconds(1);

    assertThat(lines).hasSize(3);
  }

  @Test
  void saysOfWhatComesAndGoesThatItDoesOnceInTenSeconds() {
    for (int time = 0; time < 30; time++) {
      failsForSeconds(1);
      outage.worked();
    }

    assertThat(lines).hasSize(6);
  }
}
