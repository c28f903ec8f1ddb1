package dev.understudy.ablylocal.past;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SerialWindowTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final Outcome ACCEPTED = new Outcome.Accepted(List.of("serial"));
  private static final Outcome REFUSED = new Outcome.Refused(ErrorInfo.invalidData());
  private static final Outcome FORGOTTEN = new Outcome.Accepted(List.of());

  private final Archive archive = new Archive(KEPT, 1_000_000);
  private final SerialWindow window = new SerialWindow(archive);

  @Test
  void takesEachNumberOnce() {
    assertThat(window.isRepeat(0)).isFalse();

    window.taken(0, ACCEPTED, NOON);

    assertThat(window.isRepeat(0)).isTrue();
    assertThat(window.isRepeat(1)).isFalse();
  }

  @Test
  void takesTheGreatestNumberOnceToo() {
    window.taken(Long.MAX_VALUE, ACCEPTED, NOON);

    assertThat(window.isRepeat(Long.MAX_VALUE)).isTrue();
  }

  @Test
  void answersARepeatAsTheFirstTimeHoweverManyFollowed() {
    window.taken(0, REFUSED, NOON);
    for (int serial = 1; serial < 1000; serial++) {
      window.taken(serial, ACCEPTED, NOON);
    }

    assertThat(window.firstOutcome(0, NOON)).isEqualTo(REFUSED);
    assertThat(window.firstOutcome(999, NOON)).isEqualTo(ACCEPTED);
  }

  @Test
  void forgetsHowItAnsweredLongAgo() {
    window.taken(0, REFUSED, NOON);

    assertThat(window.firstOutcome(0, NOON.plus(KEPT))).isEqualTo(REFUSED);
    assertThat(window.firstOutcome(0, NOON.plus(KEPT).plusMillis(1))).isEqualTo(FORGOTTEN);
    assertThat(window.isRepeat(0)).isTrue();
  }

  @Test
  void makesRoomForTheAnswersOfOthers() {
    window.taken(0, REFUSED, NOON);
    window.taken(1, REFUSED, NOON);

    new SerialWindow(archive).taken(0, outcomeOf(1_000_000 - REFUSED.bytes()), NOON);

    assertThat(window.firstOutcome(0, NOON)).isEqualTo(FORGOTTEN);
    assertThat(window.firstOutcome(1, NOON)).isEqualTo(REFUSED);
  }

  private static Outcome outcomeOf(long bytes) {
    long least = new Outcome.Accepted(List.of("")).bytes();
    return new Outcome.Accepted(List.of("x".repeat((int) (bytes - least) / 2)));
  }
}
