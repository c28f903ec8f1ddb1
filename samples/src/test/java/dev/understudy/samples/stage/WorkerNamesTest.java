package dev.understudy.samples.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WorkerNamesTest {

  @Test
  void beginWithTheAlphabet() {
    assertThat(WorkerNames.nth(0)).isEqualTo("worker-a");
    assertThat(WorkerNames.nth(25)).isEqualTo("worker-z");
    assertThat(WorkerNames.nth(26)).isEqualTo("worker-a2");
  }

  @Test
  void areNeverUsedTwice() {
    assertThat(IntStream.range(0, 1000).mapToObj(WorkerNames::nth)).doesNotHaveDuplicates();
  }
}
