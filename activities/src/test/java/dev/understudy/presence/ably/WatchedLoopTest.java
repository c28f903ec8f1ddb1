package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedLoopTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final List<String> story = new CopyOnWriteArrayList<>();
  private final WatchedLoop loop = new WatchedLoop("loop", LIMIT, () -> story.add("stood still"));

  @AfterEach
  void stop() {
    loop.shutdownNow();
  }

  /** Holds up the thread that calls it. */
  static void standStillFor(Duration time) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < time.toNanos()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void tellsThatItStoodStillBeforeItDoesWhatHasWaited() {
    loop.execute(() -> standStillFor(LIMIT.plusMillis(100)));

    loop.execute(() -> story.add("what has waited"));

    await().atMost(LIVELINESS).until(() -> story.contains("what has waited"));
    assertThat(story).containsSubsequence("stood still", "what has waited");
  }

  @Test
  void goesOnThoughItCouldNotTell() {
    WatchedLoop clumsy = new WatchedLoop("clumsy", LIMIT, () -> {
      throw new IllegalStateException("a bug");
    });
    try {
      clumsy.execute(() -> standStillFor(LIMIT.plusMillis(100)));

      clumsy.execute(() -> story.add("what has waited"));

      await().atMost(LIVELINESS).until(() -> story.contains("what has waited"));
    } finally {
      clumsy.shutdownNow();
    }
  }
}
