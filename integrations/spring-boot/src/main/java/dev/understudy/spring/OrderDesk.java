package dev.understudy.spring;

import dev.understudy.refusal.Refusal;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Brings orders to tasks, and waits until a task has taken its order or refused. Thread-safe; closed by its owner. */
final class OrderDesk implements Orders, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

  /** So Temporal's SDK begins its answer for a workflow without such an update. */
  private static final String UNKNOWN_UPDATE = "Unknown update name";

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
    } catch (RuntimeException failure) {
      throw problem(task, failure);
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** What is none of the user's business stays as it is. */
  private RuntimeException problem(String task, RuntimeException failure) {
    return Refusal.codeOf(failure)
        .<RuntimeException>map(code -> Problem.refused(code, sentence(root(failure)), failure))
        .orElseGet(() -> untaken(task, failure));
  }

  private RuntimeException untaken(String task, RuntimeException failure) {
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
    if (failure instanceof WorkflowUpdateException) {
      return Problem.because(failure, HttpStatus.CONFLICT, unwilling(task, root(failure)));
    }
    return causes(failure)
        .filter(StatusRuntimeException.class::isInstance)
        .findFirst()
        .<RuntimeException>map(answer -> unbrought(task, answer))
        .orElse(failure);
  }

  private static String unwilling(String task, Throwable reason) {
    return "task '%s' does not take the order%s"
        .formatted(
            task,
            sentence(reason).startsWith(UNKNOWN_UPDATE)
                ? ": only one that has opened a session does"
                : "");
  }

  /** What is wrong with the way to Temporal is not its users' business. */
  private static ErrorResponseException unbrought(String task, Throwable answer) {
    LOG.warn(
        "Temporal does not bring an order to task '{}': {}",
        OneLine.of(task),
        OneLine.of(String.valueOf(answer.getMessage())));
    return Problem.because(answer, HttpStatus.BAD_GATEWAY, "Temporal does not bring the order");
  }

  /** Its own message, without what Temporal adds to it. */
  private static String sentence(Throwable failure) {
    return String.valueOf(
        failure instanceof ApplicationFailure told
            ? told.getOriginalMessage()
            : failure.getMessage());
  }

  private static Throwable root(Throwable failure) {
    return causes(failure).reduce(failure, (outer, inner) -> inner);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
  }
}
