package dev.understudy.attendance.ably;

import dev.understudy.Internal;
import dev.understudy.attendance.AttendanceActivities;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.AblyRefusedException;
import dev.understudy.presence.ably.Failures;
import io.ably.lib.types.ErrorInfo;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attendances over Ably, and what a task says in its sessions beside them: each call but {@link #attend} waits for
 * its answer. Thread-safe.
 */
@Internal
public final class AblyAttendanceActivities implements AttendanceActivities {
  private static final Logger LOG = LoggerFactory.getLogger(AblyAttendanceActivities.class);

  /** Longer than a reconnect and a rush, and less than the 10 s that those who publish wait. */
  private static final Duration PUBLISH_PATIENCE = Duration.ofSeconds(9);

  /** Ably answers in less. A task waits for that, and takes no orders meanwhile. */
  private static final Duration STATUS_PATIENCE = Duration.ofMillis(500);

  /** For an attach and a sync; another attempt may come to a worker that sees better. */
  private static final Duration LOOK_PATIENCE = Duration.ofSeconds(20);

  private final Attendances attendances;
  private final AblyConnections connections;
  private final WorkflowClient client;
  private final StatusOutbox statuses;

  /** What tasks say goes over the connections of those that are held. */
  public AblyAttendanceActivities(Attendances attendances) {
    this.attendances = attendances;
    this.connections = attendances.connections();
    this.client = attendances.client();
    this.statuses = new StatusOutbox(connections);
  }

  /** Completed later, and elsewhere: what this returns is not looked at. */
  @Override
  public LeaveReason attend(AttendanceSpec spec) {
    attendances.take(spec, Activity.getExecutionContext());
    return LeaveReason.COMPLETED;
  }

  /** One that is over already needs no more. */
  @Override
  public void cancel(String task) {
    try {
      client.newUntypedWorkflowStub(task).cancel();
    } catch (WorkflowNotFoundException over) {
      LOG.debug("task {} was over before it was cancelled", task, over);
    }
  }

  /** Who is online in {@code session}, once that is known for certain. */
  @Override
  public People look(SessionName session) {
    CompletableFuture<People> seen = new CompletableFuture<>();
    connections.loop().execute(() -> look(session, seen));
    return answer(seen, LOOK_PATIENCE, "a look at who is in " + session);
  }

  private void look(SessionName session, CompletableFuture<People> seen) {
    try {
      new OneLook(connections.channel(session), connections.loop(), seen).begin();
    } catch (AblyRefusedException refused) {
      seen.completeExceptionally(Failures.unavailable(String.valueOf(refused.getMessage())));
    }
  }

  /**
   * Tells the tenure of {@code spec}, wherever it is held, what to show. Waits a moment for Ably's answer; what
   * Ably cannot take by then, or in its turn, is {@linkplain StatusOutbox on its way} nevertheless.
   */
  @Override
  public void show(AttendanceSpec spec, Status status) {
    CompletableFuture<Optional<ErrorInfo>> answer = statuses
        .show(spec, status)
        .completeOnTimeout(Optional.empty(), STATUS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    awaitAnswer(spec, StatusMessage.NAME, answer);
  }

  /** Publishes in the session of {@code spec}, under its agent's clientId. Waits for its turn. */
  @Override
  public void publish(AttendanceSpec spec, Publication message) {
    CompletableFuture<Optional<ErrorInfo>> answer = new CompletableFuture<>();
    Runnable publish = () -> connections.publish(spec, message, answer::complete);
    connections.loop().execute(() -> connections.atTurn(spec, publish, answer));
    awaitAnswer(spec, message.name(), answer);
  }

  private static void awaitAnswer(
      AttendanceSpec spec, String message, CompletableFuture<Optional<ErrorInfo>> answer) {
    String deed = "%s of %s in %s".formatted(message, spec.agent(), spec.session());
    answer(answer, PUBLISH_PATIENCE, deed).ifPresent(error -> {
      throw Failures.of(deed, error);
    });
  }

  private static <T> T answer(CompletableFuture<T> answer, Duration patience, String deed) {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException unanswered) {
      answer.cancel(false);
      throw Failures.unavailable(deed + " had no answer from Ably");
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof ApplicationFailure refused
          ? refused
          : Failures.unavailable("%s failed: %s".formatted(deed, failure.getCause()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failures.unavailable(deed + " was interrupted");
    }
  }
}
