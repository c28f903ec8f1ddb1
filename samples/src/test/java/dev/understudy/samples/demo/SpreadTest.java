package dev.understudy.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpreadTest {

  @Test
  void takesTheMiddleOfAnOddNumber() {
    assertThat(Spread.of(List.of(9L, 1L, 4L))).isEqualTo(new Spread(4, 1, 9));
  }

  @Test
  void takesTheMeanOfTheMiddleTwoOfAnEvenNumber() {
    assertThat(Spread.of(List.of(1L, 10L, 2L, 5L)).median()).isEqualTo(4);
  }

  @Test
  void isThatValueIfThereIsOnlyOne() {
    assertThat(Spread.of(List.of(7L))).isEqualTo(new Spread(7, 7, 7));
  }

  @Test
  void toleratesNegativeValues() {
    assertThat(Spread.of(List.of(-4500L, -4000L))).isEqualTo(new Spread(-4250, -4500, -4000));
  }

  @Test
  void refusesNoValuesAtAll() {
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
