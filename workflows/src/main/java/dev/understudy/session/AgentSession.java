package dev.understudy.session;

import dev.understudy.presence.AgentState;
import dev.understudy.presence.AttendanceActivities;
import dev.understudy.presence.AttendanceSpec;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * An agent that is present in a session on behalf of the workflow that opened it, for as long as the
 * session is open: across crashes, deploys and continue-as-new. For workflow code only; confined to
 * the workflow's threads.
 *
 * <pre>{@code
 * return AgentSession.attend(SessionSpec.on("room:42").as("writer"), session -> {
 *   for (String section : outline) {
 *     session.checkpoint();
 *     session.status("writing", Map.of("section", section));
 *     steps.write(section);
 *   }
 *   return "done";
 * });
 * }</pre>
 */
public final class AgentSession {
  private static final Logger LOG = Workflow.getLogger(AgentSession.class);

  /** Long enough for a reconnect to Ably; after that a newer status is worth more than this one. */
  private static final Duration STATUS_PATIENCE = Duration.ofSeconds(10);

  // A local activity: a status costs one event of history instead of three.
  private final AttendanceActivities activities = Workflow.newLocalActivityStub(
      AttendanceActivities.class,
      LocalActivityOptions.newBuilder()
          .setScheduleToCloseTimeout(STATUS_PATIENCE)
          .build());

  private final TaskState task;
  private final AttendanceSpec spec;
  private final AttendanceHandle attendance;
  private Status status = Status.NONE;
  private boolean isOpen = true;

  private AgentSession(TaskState task, AttendanceSpec spec) {
    this.task = task;
    this.spec = spec;
    this.attendance = AttendanceHandle.open(spec, task);
  }

  /**
   * Makes the agent present while {@code work} is done. It leaves as completed when work returns, as
   * cancelled when the task was cancelled, as failed on any other failure of Temporal's, which is
   * passed on. It stays when {@code work} continues the task as new: the next run takes it over. It
   * stays, too, when work throws any other exception: that is a bug, for which Temporal holds the task
   * until it is mended.
   *
   * @return what {@code work} returns
   * @throws io.temporal.failure.ApplicationFailure from a checkpoint, if Ably refused the agent
   */
  public static <R> R attend(SessionSpec spec, Functions.Func1<AgentSession, R> work) {
    AgentSession session = open(spec);
    try {
      R result = work.apply(session);
      session.close(LeaveReason.COMPLETED);
      return result;
    } catch (TemporalFailure failure) {
      session.close(reasonOfFailure());
      throw failure;
    }
  }

  private static LeaveReason reasonOfFailure() {
    return CancellationScope.current().isCancelRequested()
        ? LeaveReason.CANCELLED
        : LeaveReason.FAILED;
  }

  /**
   * Makes the agent present until {@link #close}. Prefer {@link #attend}, which cannot forget to
   * close. A session of the same agent that an earlier run of this task left open is taken over.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if the ids of task, session and agent
   *     are too long together
   */
  public static AgentSession open(SessionSpec spec) {
    TaskState task = TaskState.ofThisTask();
    String id = Workflow.getInfo().getWorkflowId();
    AgentSession session = new AgentSession(
        task,
        Refusal.orResult(() -> new AttendanceSpec(id, spec.session(), spec.agent(), task.tick())));
    task.opened(session);
    return session;
  }

  /** Shows what the agent does, without detail. See {@link #status(String, Map)}. */
  public void status(String text) {
    status(text, Map.of());
  }

  /**
   * Shows what the agent does, to everybody in the session. Returns once it is on its way; a status
   * that Ably cannot take at the moment is dropped with a warning, because a newer one will follow.
   *
   * @param detail values that JSON can hold; with the text at most 1 KiB
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is larger or not JSON
   */
  public void status(String text, Map<String, ?> detail) {
    requireOpen();
    Status next = new Status(task.tick(), status.state(), text, new LinkedHashMap<>(detail));
    Refusal.orResult(() -> new StatusMessage(spec.task(), next).toJson());
    show(next);
  }

  /**
   * A safe moment to stop at: waits, durably, while the task is paused, and returns at once
   * otherwise.
   *
   * @throws CanceledFailure if the task was cancelled
   * @throws io.temporal.failure.ApplicationFailure not retried, if Ably refused the agent
   */
  public void checkpoint() {
    requireOpen();
    CancellationScope.throwCanceled();
    attendance.throwIfEnded();
    if (task.isPaused()) {
      do {
        show(status.withState(AgentState.PAUSED, task.tick()));
        Workflow.await(() -> !task.isPaused());
        show(status.withState(AgentState.ACTIVE, task.tick()));
      } while (task.isPaused() && Versions.PAUSES_AGAIN.isInForce());
    }
  }

  /** Leaves the session with {@code reason}. Closing again does nothing. */
  public void close(LeaveReason reason) {
    if (isOpen) {
      isOpen = false;
      task.closed(this);
      attendance.close(reason);
    }
  }

  SessionView.Agent view() {
    return new SessionView.Agent(spec.session(), spec.agent(), status);
  }

  private void show(Status next) {
    status = next;
    try {
      activities.show(spec, next);
    } catch (ActivityFailure undelivered) {
      if (undelivered.getCause() instanceof CanceledFailure cancelled) {
        throw cancelled;
      }
      LOG.warn("status {} of {} was not shown", next.sequence(), spec.workflowId(), undelivered);
    }
  }

  private void requireOpen() {
    if (!isOpen) {
      throw new IllegalStateException("the session of %s is closed".formatted(spec.agent()));
    }
  }
}
