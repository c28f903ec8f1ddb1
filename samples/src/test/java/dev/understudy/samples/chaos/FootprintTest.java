package dev.understudy.samples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FootprintTest {
  private static final Footprint IDLE = new Footprint(60, 10, 40L << 20);

  @Test
  void allowsForWhatPoolsAndCachesKeep() {
    assertThat(new Footprint(70, 12, 50L << 20).excess(IDLE)).isEmpty();
  }

  @Test
  void findsThreadsThatStay() {
    assertThat(new Footprint(160, 10, 40L << 20).excess(IDLE))
        .containsExactly("160 threads, not 60");
  }

  @Test
  void findsConnectionsThatStay() {
    assertThat(new Footprint(60, 20, 40L << 20).excess(IDLE)).containsExactly("20 sockets, not 10");
  }

  @Test
  void findsMemoryThatStays() {
    assertThat(new Footprint(60, 10, 140L << 20).excess(IDLE))
        .containsExactly("140 MiB of heap, not 40");
  }

  @Test
  void leavesOutWhatTemporalsClientKeepsOfTasksThatAreOver(@TempDir Path thread)
      throws IOException {
    Files.writeString(thread.resolve("comm"), "workflow-method\n");
    assertThat(Footprint.isOfACachedWorkflow(thread)).isTrue();

    Files.writeString(thread.resolve("comm"), "understudy-beac\n");
    assertThat(Footprint.isOfACachedWorkflow(thread)).isFalse();
  }
}
