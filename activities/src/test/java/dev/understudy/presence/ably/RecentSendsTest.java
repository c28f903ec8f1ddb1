package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.handoff.AblyLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentSendsTest {
  private final RecentSends recent = new RecentSends(3, Duration.ofMillis(100));

  /** So that the clock's scale comes to its end in the middle of a test, as it may. */
  private static long at(long millis) {
    return Long.MAX_VALUE - 1 + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private long millisToNext(long atMillis) {
    return TimeUnit.NANOSECONDS.toMillis(recent.nanosToNext(at(atMillis)));
  }

  private void countAt(long... millis) {
    for (long moment : millis) {
      recent.count(at(moment));
    }
  }

  @Test
  void permitSoManyAtOnce() {
    countAt(0, 0);

    assertThat(millisToNext(0)).isZero();
  }

  @Test
  void permitTheNextAnIntervalAfterTheOldest() {
    countAt(0, 40, 60);

    assertThat(millisToNext(60)).isEqualTo(40);
    assertThat(millisToNext(100)).isZero();
  }

  @Test
  void knowOfWhatWasSentThoughItMightNot() {
    countAt(0, 0, 0, 50, 50, 50);

    assertThat(millisToNext(50)).isEqualTo(100);
  }

  @Test
  void keepAConnectionWithinWhatAblyTakesInAnySixSeconds() {
    RecentSends sends = new RecentSends(AblyLimits.SENT_IN_INTERVAL, AblyLimits.INTERVAL);
    List<Long> sent = new ArrayList<>();
    for (long now = 0; sent.size() < 2_000; now += Math.max(1, sends.nanosToNext(now))) {
      sends.count(now);
      sent.add(now);
    }

    for (int first = 0; first + 300 < sent.size(); first++) {
      assertThat(sent.get(first + 300) - sent.get(first)).isGreaterThan(6_000_000_000L);
    }
  }
}
