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
import dev.understudy.refusal.Refusal;
import io.ably.lib.types.ErrorInfo;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
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

  /** For a turn in a rush and for an answer; another worker, or another moment, may do better. */
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  /** Ably answers in less, if nobody else speaks; a task takes no orders meanwhile. */
  private static final Duration PATIENCE_OF_A_TASK = Duration.ofSeconds(2);

  /** A status is not waited for so long: whoever says it goes on with the work. */
  private static final Duration STATUS_PATIENCE = Duration.ofMillis(500);

  /** For an attach and a sync; another attempt may come to a worker that sees better. */
  private static final Duration LOOK_PATIENCE = Duration.ofSeconds(20);

  /** For an attendance to end: who polls its queue hears of that at once. */
  private static final Duration END_PATIENCE = Duration.ofSeconds(3);

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

  /** Its holder stays until it sees the tenure that has taken its place. */
  @Override
  public void end(String attendance) {
    try {
      client
          .newUntypedWorkflowStub(attendance)
          .terminate("the task has gone on on another task queue");
    } catch (WorkflowNotFoundException over) {
      LOG.debug("{} was over before it was ended", attendance, over);
    }
  }

  @Override
  public void seeEnded(String attendance) {
    try {
      client
          .newUntypedWorkflowStub(attendance)
          .getResult(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS, LeaveReason.class);
    } catch (TimeoutException unheard) {
      end(attendance);
    } catch (WorkflowException ended) {
      LOG.debug("{} has ended", attendance, ended);
    }
  }

  /** Who is online in {@code session}, once that is known for certain. */
  @Override
  public People look(SessionName session) {
    attendances.requireConnection();
    CompletableFuture<People> seen = new CompletableFuture<>();
    connections.loop().execute(() -> look(session, seen));
    return answer(seen, LOOK_PATIENCE, "a look at who is in " + session);
  }

  private void look(SessionName session, CompletableFuture<People> seen) {
    if (!connections.canJoin(session)) {
      seen.completeExceptionally(Failures.away()); // Another worker need not wait for that.
      return;
    }
    try {
      new OneLook(connections.channel(session), connections.loop(), seen).begin();
    } catch (AblyRefusedException refused) {
      seen.completeExceptionally(Failures.unavailable(String.valueOf(refused.getMessage())));
    }
  }

  /** Tells the tenure of {@code spec}, wherever it is held, what to show. Waits for its turn, unless a task waits. */
  @Override
  public boolean show(AttendanceSpec spec, Status status) {
    if (isForATaskItself()) {
      return isShown(spec, status);
    }
    publish(spec, new StatusMessage(spec.task(), status).publication());
    return true;
  }

  /**
   * Tells it unless this worker does not reach Ably. Waits a moment for Ably's answer; what has to wait for its turn
   * is {@linkplain StatusOutbox on its way} nevertheless.
   */
  boolean isShown(AttendanceSpec spec, Status status) {
    CompletableFuture<Optional<ErrorInfo>> answer = statuses.show(spec, status);
    try {
      throwIfRefused(deed(spec, StatusMessage.NAME), answer(answer, STATUS_PATIENCE, "a status"));
      return true;
    } catch (ApplicationFailure failure) {
      if (Refusal.TYPE.equals(failure.getType())) {
        throw failure;
      }
      return false;
    }
  }

  /** Publishes in the session of {@code spec}, under its agent's clientId. Waits for its turn. */
  @Override
  public void publish(AttendanceSpec spec, Publication message) {
    CompletableFuture<Optional<ErrorInfo>> answer = new CompletableFuture<>();
    connections.loop().execute(() -> publish(spec, message, answer));
    String deed = deed(spec, message.name());
    Duration patience = isForATaskItself() ? PATIENCE_OF_A_TASK : PATIENCE;
    throwIfRefused(deed, answer(answer, patience, deed));
  }

  private void publish(
      AttendanceSpec spec, Publication message, CompletableFuture<Optional<ErrorInfo>> answer) {
    if (connections.canSpeak(spec.session())) {
      connections.atTurn(spec, () -> connections.publish(spec, message, answer::complete), answer);
    } else {
      answer.completeExceptionally(Failures.away());
    }
  }

  /** A local activity holds up its task, which has another way to Ably. */
  private static boolean isForATaskItself() {
    return Activity.getExecutionContext().getInfo().isLocal();
  }

  private static String deed(AttendanceSpec spec, String message) {
    return "%s of %s in %s".formatted(message, spec.agent(), spec.session());
  }

  private static void throwIfRefused(String deed, Optional<ErrorInfo> refusal) {
    refusal.ifPresent(error -> {
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
      answer.cancel(false);
      Thread.currentThread().interrupt();
      throw Failures.unavailable(deed + " was interrupted");
    }
  }
}
