package dev.understudy.spring;

import dev.understudy.refusal.Refusal;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Brings orders to tasks, and waits until a task has taken its order or refused. Thread-safe; closed by its owner. */
final class OrderDesk implements Orders, AutoCloseable {
  private final WorkflowClient client;
  private final Duration patience;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "understudy-order-deadlines");
        thread.setDaemon(true);
        return thread;
      });

  OrderDesk(WorkflowClient client, Duration patience) {
    this.client = client;
    this.patience = patience;
  }

  @Override
  public @Nullable Object give(String task, String order, Object argument) {
    Deadline until = Deadline.after(patience.toMillis(), TimeUnit.MILLISECONDS);
    try (CancellableContext waiting = Context.current().withDeadline(until, deadlines)) {
      return waiting.call(
          () -> client.newUntypedWorkflowStub(task).update(order, Object.class, argument));
    } catch (Exception failure) {
      throw problem(task, failure);
    }
  }

  private ErrorResponseException problem(String task, Exception failure) {
    return Refusal.codeOf(failure)
        .map(code -> Problem.refused(code, sentence(root(failure)), failure))
        .orElseGet(() -> untaken(task, failure));
  }

  private ErrorResponseException untaken(String task, Exception failure) {
    if (failure instanceof WorkflowNotFoundException) {
      return Problem.because(
          failure, HttpStatus.NOT_FOUND, "there is no open task '%s'".formatted(task));
    }
    if (failure instanceof WorkflowUpdateTimeoutOrCancelledException) {
      return Problem.because(
          failure,
          HttpStatus.GATEWAY_TIMEOUT,
          "task '%s' has not taken the order within %s s; it may take it yet"
              .formatted(task, patience.toMillis() / 1000.0));
    }
    return root(failure) instanceof StatusRuntimeException
        ? Problem.because(failure, HttpStatus.BAD_GATEWAY, "Temporal does not bring the order")
        : Problem.because(
            failure,
            HttpStatus.CONFLICT,
            "task '%s' does not take the order: only one that has opened a session does"
                .formatted(task));
  }

  /** Its own message, without what Temporal adds to it. */
  private static String sentence(Throwable failure) {
    return String.valueOf(
        failure instanceof ApplicationFailure told
            ? told.getOriginalMessage()
            : failure.getMessage());
  }

  private static Throwable root(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
  }
}
