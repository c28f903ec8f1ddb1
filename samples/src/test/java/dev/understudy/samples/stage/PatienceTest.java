package dev.understudy.samples.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.cli.text.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PatienceTest {

  @Test
  void asksUntilThereIsAnAnswer() {
    AtomicInteger asked = new AtomicInteger();

    String answer = new Patience(() -> {})
        .await(
            "the third time",
            Duration.ofSeconds(10),
            () -> Optional.of("here").filter(it -> asked.incrementAndGet() == 3));

    assertThat(answer).isEqualTo("here");
  }

  @Test
  void namesWhatDidNotComeInTime() {
    assertThatThrownBy(
            () -> new Patience(() -> {}).await("Godot", Duration.ZERO, Optional::<String>empty))
        .isInstanceOf(Fault.class)
        .hasMessage("waited 0 s in vain for Godot");
  }

  @Test
  void givesUpAtOnceWhenWaitingIsUseless() {
    Patience patience = new Patience(() -> {
      throw Fault.failure("he is dead", "mourn");
    });

    assertThatThrownBy(
            () -> patience.await("Godot", Duration.ofMinutes(1), Optional::<String>empty))
        .hasMessage("he is dead");
  }
}
