package dev.understudy.ablylocal.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.time.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkDirectionTest {
  private final ManualTimers timers = new ManualTimers();
  private final LinkDirection direction = new LinkDirection(timers);
  private final List<String> arrived = new ArrayList<>();

  @Test
  void letsPassAtOnce() {
    send("a");

    assertThat(arrived).containsExactly("a");
    assertThat(timers.pending()).isZero();
  }

  @Test
  void delaysEachByTheSame() {
    direction.delay(Duration.ofSeconds(2));
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
    direction.delay(Duration.ofSeconds(2));
    send("a");
    direction.delay(Duration.ZERO);
    send("b");
    assertThat(arrived).isEmpty();

    timers.advance(Duration.ofSeconds(2));
    assertThat(arrived).containsExactly("a", "b");
  }

  @Test
  void keepsWhatIsInABlackHoleUntilItIsLifted() {
    send("a");
    direction.blackHole();
    send("b");
    send("c");
    timers.advance(Duration.ofMinutes(1));
    assertThat(arrived).containsExactly("a");

    direction.lift();
    send("d");
    assertThat(arrived).containsExactly("a", "b", "c", "d");
  }

  @Test
  void swallowsWhatWasDelayedWhenItBecomesABlackHole() {
    direction.delay(Duration.ofSeconds(1));
    send("a");
    direction.blackHole();
    timers.advance(Duration.ofSeconds(1));

    assertThat(arrived).isEmpty();
    assertThat(timers.pending()).isZero();
  }

  @Test
  void forgetsWhatIsOnItsWay() {
    direction.delay(Duration.ofSeconds(1));
    send("a");
    direction.clear();
    timers.advance(Duration.ofSeconds(1));

    assertThat(arrived).isEmpty();
    assertThat(timers.pending()).isZero();
  }

  private void send(String what) {
    direction.pass(() -> arrived.add(what));
  }
}
