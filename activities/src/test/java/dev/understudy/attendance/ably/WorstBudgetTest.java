package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorstBudgetTest {
  private static final Duration WHOLE = Duration.ofSeconds(30);

  private final WorstBudget budget = new WorstBudget(WHOLE);

  private static long at(Duration time) {
    return time.toNanos();
  }

  private void note(int leftSeconds, int atSecond) {
    budget.note(Duration.ofSeconds(leftSeconds), at(Duration.ofSeconds(atSecond)));
  }

  @Test
  void isWholeBeforeAnyTakeover() {
    assertThat(budget.worst(0)).isEqualTo(WHOLE);
  }

  @Test
  void isTheLeastOfTheLastMinutes() {
    note(20, 0);
    note(5, 1);
    note(25, 2);
    note(10, 3);

    assertThat(budget.worst(at(Duration.ofSeconds(3)))).hasSeconds(5);
    assertThat(budget.worst(at(WorstBudget.WINDOW.plusSeconds(2)))).hasSeconds(10);
    assertThat(budget.worst(at(WorstBudget.WINDOW.plusSeconds(4)))).isEqualTo(WHOLE);
  }

  @Test
  void keepsNothingOldThoughNobodyAsks() {
    note(5, 0);
    note(10, 1);

    note(20, (int) WorstBudget.WINDOW.toSeconds() + 2);

    assertThat(budget.size()).isEqualTo(1);
  }

  @Test
  void isBelowZeroOnceATakeoverWasTooLate() {
    note(-2, 0);

    assertThat(budget.worst(0)).isEqualTo(Duration.ofSeconds(-2));
  }
}
