package dev.understudy.worker;

import io.temporal.activity.ManualActivityCompletionClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How a step is completed later in the process that has begun it. Thread-safe. */
final class LocalCompletion implements ManualActivityCompletionClient {
  private final ManualActivityCompletionClient next;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile Optional<Object> progress = Optional.empty();

  LocalCompletion(ManualActivityCompletionClient next) {
    this.next = next;
  }

  /** Has {@code action} run once the step has been completed, or at once if it has been. */
  void whenOver(Runnable action) {
    var unused = end.thenRun(action);
  }

  /** What was reported here last; empty before the first report. */
  Optional<Object> progress() {
    return progress;
  }

  @Override
  public void complete(@Nullable Object result) {
    next.complete(result);
    end.complete(null);
  }

  @Override
  public void fail(Throwable failure) {
    next.fail(failure);
    end.complete(null);
  }

  @Override
  public void recordHeartbeat(@Nullable Object details) {
    progress = Optional.ofNullable(details);
    next.recordHeartbeat(details);
  }

  @Override
  public void reportCancellation(@Nullable Object details) {
    next.reportCancellation(details);
    end.complete(null);
  }
}
