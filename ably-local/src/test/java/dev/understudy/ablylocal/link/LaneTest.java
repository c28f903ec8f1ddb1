package dev.understudy.ablylocal.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.time.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {
  private final ManualTimers timers = new ManualTimers();
  private final Lane lane = new Lane(timers);
  private final List<String> arrived = new ArrayList<>();

  @Test
  void letsPassAtOnce() {
    send("a");

    assertThat(arrived).containsExactly("a");
    assertThat(timers.pending()).isZero();
  }

  @Test
  void delaysEachByTheSame() {
    lane.delay(Duration.ofSeconds(2));
    send("a");
    timers.advance(Duration.ofSeconds(1));
    send("b");
    timers.advance(Duration.ofSeconds(1));
    assertThat(arrived).containsExactly("a");

    timers.advance(Duration.ofSeconds(1));
    assertThat(arrived).containsExactly("a", "b");
  }

  @Test
  void keepsTheOrderWhenTheDelayShrinks() {
    lane.delay(Duration.ofSeconds(2));
    send("a");
    lane.delay(Duration.ZERO);
    send("b");
    assertThat(arrived).isEmpty();

    timers.advance(Duration.ofSeconds(2));
    assertThat(arrived).containsExactly("a", "b");
  }

  @Test
  void keepsWhatIsInABlackHoleUntilItIsLifted() {
    send("a");
    lane.blackHole();
    send("b");
    send("c");
    timers.advance(Duration.ofMinutes(1));
    assertThat(arrived).containsExactly("a");

    lane.lift();
    send("d");
    assertThat(arrived).containsExactly("a", "b", "c", "d");
  }

  @Test
  void swallowsWhatWasDelayedWhenItBecomesABlackHole() {
    lane.delay(Duration.ofSeconds(1));
    send("a");
    lane.blackHole();
    timers.advance(Duration.ofSeconds(1));

    assertThat(arrived).isEmpty();
    assertThat(timers.pending()).isZero();
  }

  @Test
  void forgetsWhatIsOnItsWay() {
    lane.delay(Duration.ofSeconds(1));
    send("a");
    lane.clear();
    timers.advance(Duration.ofSeconds(1));

    assertThat(arrived).isEmpty();
    assertThat(timers.pending()).isZero();
  }

  private void send(String what) {
    lane.pass(() -> arrived.add(what));
  }
}
