package dev.understudy.samples.essay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A language model that always says the same, and takes as long for it as a real one. */
final class Model {
  private static final Duration PACE = Duration.ofMillis(1500);

  private static final List<String> SENTENCES = List.of(
      "The understudy knows every line of the part.",
      "Nobody in the house looks at the wings.",
      "A voice breaks off, and the same voice goes on.",
      "The play never stopped.");

  private final Duration pace;

  private Model(Duration pace) {
    this.pace = pace;
  }

  static Model atUsualPace() {
    return at(PACE);
  }

  /** One that takes {@code pace} for a section. */
  static Model at(Duration pace) {
    return new Model(pace);
  }

  /** Waits for the text of a section. */
  String section(int number) throws InterruptedException {
    Executor later = CompletableFuture.delayedExecutor(pace.toMillis(), TimeUnit.MILLISECONDS);
    String text = SENTENCES.get(number % SENTENCES.size());
    try {
      return CompletableFuture.supplyAsync(() -> text, later).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the model failed", e.getCause());
    }
  }
}
