package dev.understudy.samples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  private static final Duration LENGTH = Duration.ofMinutes(10);
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

  private static List<Injection> schedule(long seed) {
    return Schedule.of(seed, ALL, LENGTH, 4);
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(schedule(7)).isEqualTo(schedule(7)).isNotEqualTo(schedule(8));
  }

  @Test
  void goesOnInOrderUntilTheTimeIsUp() {
    List<Long> moments = schedule(7).stream().map(Injection::atMillis).toList();

    assertThat(moments).isSorted().doesNotHaveDuplicates();
    assertThat(moments.get(0)).isPositive();
    assertThat(moments.get(moments.size() - 1)).isBetween(570_000L, 600_000L);
  }

  @Test
  void dealsEachKindOnceBeforeAnyComesAgain() {
    List<Kind> kinds = schedule(7).stream().map(Injection::kind).toList();

    for (int first = 0; first + ALL.size() <= kinds.size(); first += ALL.size()) {
      assertThat(kinds.subList(first, first + ALL.size())).containsExactlyInAnyOrderElementsOf(ALL);
    }
  }

  @Test
  void reachesEveryWorker() {
    Set<Integer> slots = schedule(7).stream().map(Injection::slot).collect(Collectors.toSet());

    assertThat(slots).containsExactly(0, 1, 2, 3);
  }

  @Test
  void leavesOutWhatIsNotAskedFor() {
    List<Injection> kills = Schedule.of(7, EnumSet.of(Kind.KILL), LENGTH, 4);

    assertThat(kills).isNotEmpty().allMatch(injection -> injection.kind() == Kind.KILL);
    assertThat(kills).allMatch(injection -> injection.lastingMillis() == 0);
  }

  @Test
  void letsWhatPassesLastForShorterAndLongerThanAHandoffTakes() {
    List<Long> lasting = schedule(7).stream()
        .filter(injection -> injection.kind().isPassing())
        .map(Injection::lastingMillis)
        .toList();

    assertThat(lasting).allMatch(millis -> millis >= 500 && millis <= 20_000);
    assertThat(lasting).anyMatch(millis -> millis < 4_000).anyMatch(millis -> millis > 12_000);
  }
}
