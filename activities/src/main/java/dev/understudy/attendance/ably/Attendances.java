package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.AblyRefusedException;
import dev.understudy.presence.ably.Failures;
import dev.understudy.presence.ably.SessionChannel;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.ably.lib.types.ErrorInfo;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents that this worker keeps present: none of them has a thread of its own. Thread-safe; ends
 * with {@link #handOver} and the connections that it was made with.
 */
public final class Attendances {
  /**
   * Who holds them.
   *
   * @param worker its name, the same as its identity in Temporal
   * @param maxAgents how many it takes at the most; Temporal does not limit what holds no thread
   */
  public record Holder(String worker, int maxAgents) {
    private static final int MAX_NAME_LENGTH = 128;

    public Holder {
      Objects.requireNonNull(worker, "a worker's name must not be null");
      if (worker.isBlank() || worker.length() > MAX_NAME_LENGTH) {
        throw new IllegalArgumentException(
            "a worker's name is from 1 to %d characters but was \"%s\""
                .formatted(MAX_NAME_LENGTH, worker));
      }
      if (maxAgents < 1) {
        throw new IllegalArgumentException("maxAgents must be at least 1 but was " + maxAgents);
      }
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Attendances.class);

  /** Longer than a reconnect and a rush, and less than the 10 s that those who publish wait. */
  private static final Duration PUBLISH_PATIENCE = Duration.ofSeconds(9);

  /** Ably answers in less. A task waits for that, and takes no orders meanwhile. */
  private static final Duration STATUS_PATIENCE = Duration.ofMillis(500);

  /** For an attach and a sync; another attempt may come to a worker that sees better. */
  private static final Duration LOOK_PATIENCE = Duration.ofSeconds(20);

  private final AblyConnections connections;
  private final WorkflowClient client;
  private final Holder holder;
  private final Semaphore room;
  private final TenureHeartbeat.Pace pace;
  private final StatusOutbox statuses;
  private volatile boolean isHandingOver;

  /** By the attendance's workflow id. Confined to the loop. */
  private final Map<String, HeldAttendance> held = new LinkedHashMap<>();

  /** Completed, on the loop, when nothing is held and nothing more will be. */
  private final CompletableFuture<Void> allEnded = new CompletableFuture<>();

  /**
   * Holds nothing yet.
   *
   * @param heartbeats the scheduler of all of this worker's heartbeats; a few threads are enough
   */
  public Attendances(
      AblyConnections connections,
      WorkflowClient client,
      ScheduledExecutorService heartbeats,
      Holder holder) {
    this.connections = connections;
    this.client = client;
    this.holder = holder;
    this.room = new Semaphore(holder.maxAgents());
    this.statuses = new StatusOutbox(connections);
    this.pace = new TenureHeartbeat.Pace(
        connections.policy(), heartbeats, connections.loop(), connections.background());
  }

  /** How many agents this worker holds. */
  public int count() {
    return holder.maxAgents() - room.availablePermits();
  }

  /** Takes the attendance whose activity {@code context} is, and returns at once. */
  void take(AttendanceSpec spec, ActivityExecutionContext context) {
    ActivityInfo activity = context.getInfo();
    if (activity.getHeartbeatTimeout().isZero()) {
      throw Refusal.of(
          RefusalCode.AGENT_WITHOUT_HEARTBEAT,
          "an attendance needs a heartbeat timeout, or nobody would notice when"
              + " its worker dies: run attendances on an UnderstudyWorker, which sets it");
    }
    AttendanceDetails start = new AttendanceDetails(
        holder.worker(), spec.tenure(activity.getAttempt()), status(spec, context));
    TenureHeartbeat heart =
        new TenureHeartbeat(new AttendanceCall(client, activity), spec.task(), start, pace);
    takeRoom();
    context.doNotCompleteOnReturn();
    connections.loop().execute(() -> hold(spec, start, heart));
  }

  /** Room first: who hands over sees that something comes, or what comes sees that we hand over. */
  private void takeRoom() {
    boolean isRoom = room.tryAcquire();
    boolean isEnding = isHandingOver;
    if (isRoom && isEnding) {
      connections.loop().execute(this::leaveRoom);
    }
    if (!isRoom || isEnding) {
      throw Failures.takesNoMore(holder.worker());
    }
  }

  private void leaveRoom() {
    room.release();
    noteWhetherAllEnded();
  }

  /** The predecessor's, or the one to begin with: what the task said in an earlier session is older. */
  private static Status status(AttendanceSpec spec, ActivityExecutionContext context) {
    Status nothing = Status.NONE.withState(AgentState.ACTIVE, spec.generation());
    return context
        .getHeartbeatDetails(AttendanceDetails.class)
        .map(AttendanceDetails::status)
        .orElse(Objects.requireNonNullElse(spec.first(), nothing));
  }

  private void hold(AttendanceSpec spec, AttendanceDetails start, TenureHeartbeat heart) {
    try {
      SessionChannel channel = connections.channel(spec.session());
      hold(new HeldAttendance(spec, start, channel, heart, this::ended));
    } catch (AblyRefusedException refused) {
      leaveRoom();
      heart.fail(Failures.unavailable(
          "%s in %s: %s".formatted(spec.agent(), spec.session(), refused.getMessage())));
    }
  }

  // A worker that was slow may get an agent again, even ahead of the attempt that it replaces.
  private void hold(HeldAttendance attendance) {
    HeldAttendance other = held.get(attendance.attendanceId());
    if (other != null && attendance.isSupersededBy(other)) {
      leaveRoom();
      return;
    }
    if (other != null) {
      other.makeWay();
    }
    held.put(attendance.attendanceId(), attendance);
    attendance.start();
    if (isHandingOver) {
      attendance.handOver();
    }
  }

  private void ended(HeldAttendance attendance) {
    held.remove(attendance.attendanceId(), attendance);
    leaveRoom();
  }

  /** What is on its way to the loop has its room already, and counts. */
  private void noteWhetherAllEnded() {
    if (isHandingOver && count() == 0) {
      allEnded.complete(null);
    }
  }

  /** Cancels a task; one that is over already needs no more. */
  void cancel(String task) {
    try {
      client.newUntypedWorkflowStub(task).cancel();
    } catch (WorkflowNotFoundException over) {
      LOG.debug("task {} was over before it was cancelled", task, over);
    }
  }

  /** Who is online in {@code session}, once that is known for certain. */
  People look(SessionName session) {
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
  void show(AttendanceSpec spec, Status status) {
    CompletableFuture<Optional<ErrorInfo>> answer = statuses
        .show(spec, status)
        .completeOnTimeout(Optional.empty(), STATUS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    awaitAnswer(spec, StatusMessage.NAME, answer);
  }

  /** Publishes in the session of {@code spec}, under its agent's clientId. Waits for its turn. */
  void publish(AttendanceSpec spec, Publication message) {
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

  /**
   * Takes no more agents and gives those that it holds to other workers, staying present until they
   * are seen there.
   *
   * @return whether all were seen elsewhere, or left for good, within {@code patience}
   */
  public boolean handOver(Duration patience) throws InterruptedException {
    isHandingOver = true;
    connections.loop().execute(() -> {
      List.copyOf(held.values()).forEach(HeldAttendance::handOver);
      noteWhetherAllEnded();
    });
    try {
      allEnded.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException late) {
      return false;
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
