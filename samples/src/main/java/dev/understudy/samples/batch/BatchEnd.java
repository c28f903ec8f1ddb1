package dev.understudy.samples.batch;

import dev.understudy.batch.BatchProgress;
import dev.understudy.cli.Fault;
import dev.understudy.samples.stage.StagedTask;
import io.temporal.client.WorkflowException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The end of the demo's task, which may come too soon. Thread-safe. */
record BatchEnd(CompletableFuture<BatchProgress> result) {
  static BatchEnd of(StagedTask task) {
    return new BatchEnd(
        CompletableFuture.supplyAsync(() -> task.workflow().getResult(BatchProgress.class)));
  }

  /**
   * Nothing, if the task goes on.
   *
   * @throws Fault if it has ended; with why it failed if it did
   */
  void requireUnfinished() {
    if (reached().isPresent()) {
      throw Fault.failure(
          "the batch ended before its worker could be killed", "try it with more --items");
    }
  }

  /**
   * How far it came; empty while the task goes on.
   *
   * @throws Fault if it failed
   */
  Optional<BatchProgress> reached() {
    try {
      return result.isDone() ? Optional.of(result.join()) : Optional.empty();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof WorkflowException failed) {
        throw StagedTask.failed(failed);
      }
      throw failure;
    }
  }
}
