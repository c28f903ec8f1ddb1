package dev.understudy.samples.watcher;

import dev.understudy.samples.watcher.Report.Event;
import dev.understudy.samples.watcher.Report.Sight;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes reports down in the order in which they came, and has the judge read along.
 *
 * <p>Thread-safe: all happens on a thread of its own, which {@link #close} ends.
 */
final class Transcript implements AutoCloseable {
  // Ably's threads may still report while all is being closed; that is dropped.
  private final ThreadPoolExecutor scribe = new ThreadPoolExecutor(
      1,
      1,
      0,
      TimeUnit.SECONDS,
      new LinkedBlockingQueue<>(),
      task -> new Thread(task, "transcript"),
      new ThreadPoolExecutor.DiscardPolicy());
  private final Judge judge = new Judge();
  private final Consumer<String> lines;
  private boolean ended;

  Transcript(Consumer<String> lines) {
    this.lines = lines;
  }

  void add(Report report) {
    scribe.execute(() -> write(report));
  }

  /** Adds the verdict, which is the last that is written. */
  void end(long nowMillis) {
    scribe.execute(() -> {
      write(judge.verdict(nowMillis));
      ended = true;
    });
  }

  private void write(Report report) {
    if (ended) {
      return;
    }
    if (report instanceof Event event) {
      judge.on(event);
    } else if (report instanceof Sight sight) {
      judge.on(sight);
    }
    lines.accept(report.toLine());
  }

  /** Ends once everything is written. */
  @Override
  public void close() {
    scribe.shutdown();
    try {
      if (!scribe.awaitTermination(5, TimeUnit.SECONDS)) {
        scribe.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
