package dev.understudy.samples.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PassagesTest {

  @Test
  void areAsManyAsTheDemoTakesByDefault() {
    assertThat(Passages.read().count()).isGreaterThanOrEqualTo(5_000);
  }
}
