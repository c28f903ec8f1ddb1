package dev.understudy.samples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VisitTest {
  private static final List<Visit> VISITS = Visit.of(7, 3, Duration.ofMinutes(20));

  @Test
  void areTheSameForTheSameSeed() {
    assertThat(Visit.of(7, 3, Duration.ofMinutes(20))).isEqualTo(VISITS);
    assertThat(Visit.of(8, 3, Duration.ofMinutes(20))).isNotEqualTo(VISITS);
  }

  @Test
  void beginAndEndWithAUserInEachRoom() {
    Set<String> here = new HashSet<>();
    for (Visit visit : VISITS) {
      String device = visit.user() + " " + visit.device();
      assertThat(visit.comes() ? here.add(device) : here.remove(device)).isTrue();
    }

    assertThat(VISITS.subList(0, 3)).allMatch(visit -> visit.atMillis() == 0 && visit.comes());
    assertThat(here).extracting(device -> device.substring(0, 6)).contains("user-1", "user-3");
    assertThat(here).hasSize(3);
  }

  @Test
  void leaveARoomForShorterAndForLongerThanTheGrace() {
    List<Visit> first = VISITS.stream().filter(visit -> visit.room() == 1).toList();
    Set<Long> away = new HashSet<>();
    for (int at = 1; at + 1 < first.size(); at++) {
      if (!first.get(at).comes() && first.get(at + 1).comes()) {
        away.add(first.get(at + 1).atMillis() - first.get(at).atMillis());
      }
    }

    assertThat(away).anyMatch(millis -> millis < 3_000).anyMatch(millis -> millis > 40_000);
  }

  @Test
  void areInOrder() {
    assertThat(VISITS).extracting(Visit::atMillis).isSorted();
  }
}
