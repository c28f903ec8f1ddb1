package dev.understudy.ablylocal.past;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Serials serials = new Serials("life", NOON);

  @Test
  void growInTextOrderHoweverTheClockRuns() {
    List<String> taken = new ArrayList<>(List.of(serials.current()));
    for (int count = 0; count < 2500; count++) {
      taken.add(serials.next(NOON));
    }
    taken.add(serials.next(NOON.minusSeconds(5)));
    taken.add(serials.next(NOON.plusSeconds(5)));

    assertThat(taken).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void coverWhatWasReached() {
    String before = serials.current();
    String reached = serials.next(NOON);

    assertThat(serials.covers(before)).isTrue();
    assertThat(serials.covers(reached)).isTrue();
  }

  @Test
  void coverNeitherTheFutureNorAnotherLife() {
    String future = new Serials("life", NOON.plusSeconds(1)).current();
    String otherLife = new Serials("other", NOON).current();

    assertThat(serials.covers(future)).isFalse();
    assertThat(serials.covers(otherLife)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@life", "0@life", "nonsense", "99999999999999-999@life"})
  void coverNoOtherText(String text) {
    assertThat(serials.covers(text)).isFalse();
  }
}
