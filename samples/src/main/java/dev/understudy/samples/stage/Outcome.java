package dev.understudy.samples.stage;

import dev.understudy.cli.text.Fault;
import io.temporal.client.WorkflowException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What comes of a task, or of what it is told. Thread-safe. */
public record Outcome<T>(CompletableFuture<T> result) {
  /**
   * The result; empty while the task goes on.
   *
   * @throws Fault if it failed
   */
  public Optional<T> reached() {
    try {
      return result.isDone() ? Optional.of(result.join()) : Optional.empty();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof WorkflowException failed) {
        throw StagedTask.failed(failed);
      }
      throw failure;
    }
  }

  /**
   * Nothing, as long as it is open.
   *
   * @param what to say if it is not, and what to do about it
   * @throws Fault if there is a result; with why it failed if it did
   */
  public void requireOpen(String what, String remedy) {
    if (reached().isPresent()) {
      throw Fault.failure(what, remedy);
    }
  }
}
