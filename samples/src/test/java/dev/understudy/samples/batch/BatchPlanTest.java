package dev.understudy.samples.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.samples.demo.Kills;
import org.junit.jupiter.api.Test;

final class BatchPlanTest {
  private static BatchPlan plan(int kills) {
    return new BatchPlan(5_000, 4, new Kills(kills, 7));
  }

  @Test
  void killsAfterThePauseAndBeforeTheEnd() {
    assertThat(plan(20).killAt(0, 0)).isEqualTo(BatchPlan.PAUSE_AT);
    assertThat(plan(20).killAt(19, 1)).isLessThan(1);
  }

  @Test
  void givesEachKillAStretchOfItsOwn() {
    assertThat(plan(20).killAt(3, 1)).isEqualTo(plan(20).killAt(4, 0));
  }

  @Test
  void leavesEachKillAPage() {
    int most = BatchPlan.mostKills(5_000);

    double stretch = plan(most).killAt(1, 0) - plan(most).killAt(0, 0);

    assertThat(most).isGreaterThan(20);
    assertThat(5_000 * stretch).isGreaterThanOrEqualTo(BatchPlan.PAGE_SIZE);
  }

  @Test
  void repeatsTheMomentsOfASeed() {
    double first = new Kills(20, 7).moments().nextDouble();

    assertThat(new Kills(20, 7).moments().nextDouble()).isEqualTo(first);
    assertThat(new Kills(20, 8).moments().nextDouble()).isNotEqualTo(first);
  }
}
