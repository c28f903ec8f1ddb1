package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SerialWindowTest {
  private final SerialWindow window = new SerialWindow();

  @Test
  void takesEachNumberOnce() {
    assertThat(window.isRepeat(0)).isFalse();

    window.taken(0, new Outcome.Accepted(List.of()));

    assertThat(window.isRepeat(0)).isTrue();
    assertThat(window.isRepeat(1)).isFalse();
  }

  @Test
  void answersARepeatAsTheFirstTime() {
    Outcome refused = new Outcome.Refused(ErrorInfo.invalidData());

    window.taken(0, refused);
    window.taken(1, new Outcome.Accepted(List.of("serial")));

    assertThat(window.firstOutcome(0)).isEqualTo(refused);
    assertThat(window.firstOutcome(1)).isEqualTo(new Outcome.Accepted(List.of("serial")));
  }

  @Test
  void forgetsHowItAnsweredLongAgo() {
    for (int serial = 0; serial < 1000; serial++) {
      window.taken(serial, new Outcome.Refused(ErrorInfo.invalidData()));
    }

    assertThat(window.firstOutcome(0)).isEqualTo(new Outcome.Accepted(List.of()));
    assertThat(window.firstOutcome(999)).isInstanceOf(Outcome.Refused.class);
  }
}
