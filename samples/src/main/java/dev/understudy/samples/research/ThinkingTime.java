package dev.understudy.samples.research;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** How long one thought takes. */
record ThinkingTime(Duration time) {
  /** Waits for one thought. */
  void think() throws InterruptedException {
    try {
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS))
          .get();
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
