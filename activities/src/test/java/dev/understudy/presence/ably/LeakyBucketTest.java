package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeakyBucketTest {
  private static final Duration GAP = Duration.ofMillis(100);

  private LeakyBucket allowance = new LeakyBucket(3, GAP, at(0));

  /** So that the clock's scale comes to its end in the middle of a test, as it may. */
  private static long at(long millis) {
    return Long.MAX_VALUE - 1 + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private long millisToNext(long atMillis) {
    return TimeUnit.NANOSECONDS.toMillis(allowance.nanosToNext(at(atMillis)));
  }

  @Test
  void permitsSoManyAtOnceAndThenOneAfterEachGap() {
    for (int time = 0; time < 3; time++) {
      assertThat(millisToNext(0)).isZero();
      allowance = allowance.counted(at(0));
    }

    assertThat(millisToNext(0)).isEqualTo(100);
    assertThat(millisToNext(60)).isEqualTo(40);
    assertThat(millisToNext(100)).isZero();
  }

  @Test
  void makesOthersWaitForWhatDidNotWait() {
    for (int time = 0; time < 5; time++) {
      allowance = allowance.counted(at(0));
    }

    assertThat(millisToNext(0)).isEqualTo(300);
  }

  @Test
  void isWholeAgainAfterARestAndNeverMore() {
    allowance = allowance.counted(at(0));

    for (int time = 0; time < 3; time++) {
      assertThat(millisToNext(10_000)).isZero();
      allowance = allowance.counted(at(10_000));
    }

    assertThat(millisToNext(10_000)).isEqualTo(100);
  }

  @Test
  void ofAConnectionLeavesRoomForPresenceInAnySixSeconds() {
    LeakyBucket messages = SendQueue.allowance(at(0));
    List<Long> sentAt = new ArrayList<>();
    for (long millis = 0; millis < 30_000; millis++) {
      while (messages.nanosToNext(at(millis)) == 0) {
        messages = messages.counted(at(millis));
        sentAt.add(millis);
      }
    }

    assertThat(sentAt)
        .allSatisfy(start -> assertThat(
                sentAt.stream().filter(sent -> sent >= start && sent < start + 6000))
            .hasSizeLessThanOrEqualTo(270));
  }
}
