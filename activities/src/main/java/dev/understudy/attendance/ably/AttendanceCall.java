package dev.understudy.attendance.ably;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import dev.understudy.attendance.AttendanceDetails;
import dev.understudy.attendance.AttendanceEnd;
import dev.understudy.attendance.Handoff;
import dev.understudy.attendance.Sighting;
import dev.understudy.attendance.ToldHandoff;
import dev.understudy.attendance.ToldHandoff.KnownReason;
import dev.understudy.lease.LedgerEntry;
import dev.understudy.presence.LeaveReason;
import io.grpc.Status;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatResponse;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.payload.context.ActivitySerializationContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a tenure says to Temporal, and hears from it. Every method but {@link #beat} is one blocking call and safe
 * to repeat. Thread-safe.
 */
final class AttendanceCall {
  /** What Temporal made of a heartbeat. */
  enum Beat {
    HEARD,
    /** Somebody has ordered another attempt, which begins when this one has failed. */
    RESET,
    /** This attempt is over: another one runs or will, or the attendance has ended. */
    OVER,
    /** Nobody answered. */
    UNHEARD
  }

  private static final Logger LOG = LoggerFactory.getLogger(AttendanceCall.class);

  /** A closed workflow's result is there; this is for the network. */
  private static final long RESULT_SECONDS = 10;

  private final WorkflowClient client;
  private final ActivityInfo activity;
  private final byte[] taskToken;
  private final WorkflowStub attendance;

  AttendanceCall(WorkflowClient client, ActivityInfo activity) {
    this.client = client;
    this.activity = activity;
    this.taskToken = activity.getTaskToken();
    this.attendance = client.newUntypedWorkflowStub(WorkflowTargetOptions.newBuilder()
        .setWorkflowId(activity.getWorkflowId())
        .setRunId(activity.getWorkflowRunId())
        .build());
  }

  /** What stands in its worker's ledger for as long as it is held. */
  LedgerEntry entry() {
    return LedgerEntry.of(activity, LedgerEntry.Kind.ATTENDANCE);
  }

  /**
   * Beats; waits for nothing. What the SDK offers for that waits for the answer, and does not try again (sdk-java
   * issue 2985); the next beat comes soon enough.
   *
   * @param patient for what has to be asked when the answer does not say enough
   */
  CompletableFuture<Beat> beat(AttendanceDetails details, Executor patient) {
    CompletableFuture<Beat> beat = new CompletableFuture<>();
    try {
      ListenableFuture<RecordActivityTaskHeartbeatResponse> answer = client
          .getWorkflowServiceStubs()
          .futureStub()
          .recordActivityTaskHeartbeat(request(details));
      answer.addListener(() -> hear(answer, beat, patient), Runnable::run);
    } catch (RuntimeException unsent) { // The user's codec may fail for a while, too.
      LOG.warn("a heartbeat was not sent", unsent);
      beat.complete(Beat.UNHEARD);
    }
    return beat;
  }

  private RecordActivityTaskHeartbeatRequest request(AttendanceDetails details) {
    RecordActivityTaskHeartbeatRequest.Builder request =
        RecordActivityTaskHeartbeatRequest.newBuilder()
            .setNamespace(activity.getNamespace())
            .setIdentity(client.getOptions().getIdentity())
            .setTaskToken(ByteString.copyFrom(taskToken));
    client
        .getOptions()
        .getDataConverter()
        .withContext(new ActivitySerializationContext(activity))
        .toPayloads(details)
        .ifPresent(request::setDetails);
    return request.build();
  }

  private void hear(
      Future<RecordActivityTaskHeartbeatResponse> answer,
      CompletableFuture<Beat> beat,
      Executor patient) {
    try {
      beat.complete(beat(answer.get()));
    } catch (ExecutionException failure) {
      if (Status.fromThrowable(failure).getCode() == Status.Code.NOT_FOUND) {
        patient.execute(() -> beat.complete(isReset() ? Beat.RESET : Beat.OVER));
      } else {
        LOG.debug("a heartbeat was not heard", failure);
        beat.complete(Beat.UNHEARD);
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted); // The answer is there.
    }
  }

  /** A paused attempt goes on: that it is paused means that it has no successor until it is not. */
  private static Beat beat(RecordActivityTaskHeartbeatResponse told) {
    if (told.getCancelRequested()) {
      return Beat.OVER;
    }
    return told.getActivityReset() ? Beat.RESET : Beat.HEARD;
  }

  /**
   * Whether this attempt is the one that runs, although its token counts no more: a reset sets the count of
   * attempts back to 1 at once, which the token has (Temporal server 1.32). The next attempt would begin when
   * this one times out.
   */
  private boolean isReset() {
    return describe(attendance).stream()
        .flatMap(found -> found.getRawDescription().getPendingActivitiesList().stream())
        .filter(pending -> pending.getActivityId().equals(activity.getActivityId()))
        .filter(
            pending -> pending.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
        .anyMatch(pending ->
            Timestamps.toMillis(pending.getLastStartedTime()) == activity.getStartedTimestamp());
  }

  /** Why the attempt before this one ended, which {@code from} held. */
  KnownReason reason(String from) {
    return LastAttempt.before(activity, client)
        .map(last -> last.reason(from))
        .orElseGet(() -> LastAttempt.unknown("Temporal could not be asked"));
  }

  /** Returns whether the attempt is over now, by this or before. */
  boolean complete(LeaveReason reason) {
    try {
      completion().complete(taskToken, reason);
      return true;
    } catch (ActivityNotExistsException over) {
      LOG.debug("the attempt was over before it completed", over);
      return true;
    } catch (ActivityCompletionException unheard) {
      LOG.debug("the attempt's completion was not heard", unheard);
      return false;
    }
  }

  void fail(Exception failure) {
    try {
      completion().completeExceptionally(taskToken, failure);
    } catch (ActivityNotExistsException over) {
      failIfReset(failure);
    } catch (ActivityCompletionException unheard) {
      LOG.debug("the attempt's failure was not heard", unheard);
    }
  }

  /** By its id, since its token counts no more. Should another have begun since then, it is followed by one more. */
  private void failIfReset(Exception failure) {
    if (!isReset()) {
      LOG.debug("the attempt was over before it failed");
      return;
    }
    try {
      completion()
          .completeExceptionally(
              activity.getWorkflowId(),
              Optional.of(activity.getWorkflowRunId()),
              activity.getActivityId(),
              failure);
    } catch (ActivityCompletionException over) {
      LOG.debug("the attempt that was reset was over before it failed", over);
    }
  }

  private ActivityCompletionClient completion() {
    return client.newActivityCompletionClient();
  }

  /** Why the attendance ended; empty while it has not, or while nobody answers. */
  Optional<LeaveReason> attendanceEnd() {
    return status(attendance)
        .flatMap(status -> status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED
            ? result()
            : AttendanceEnd.reason(status));
  }

  private Optional<LeaveReason> result() {
    try {
      return Optional.of(attendance.getResult(RESULT_SECONDS, TimeUnit.SECONDS, LeaveReason.class));
    } catch (TimeoutException | WorkflowException unanswered) {
      LOG.debug("the attendance's result was not answered", unanswered);
      return Optional.empty();
    }
  }

  /** Why a task ended; empty while it has not, or while nobody answers. One that is gone was terminated. */
  Optional<LeaveReason> taskEnd(String task) {
    return status(client.newUntypedWorkflowStub(task)).flatMap(AttendanceEnd::reason);
  }

  /** Tells a task who is there. Returns whether it knows, or is over and needs not to know. */
  boolean report(String task, Sighting sighting) {
    return signal(task, Sighting.SIGNAL, sighting);
  }

  /** Tells a task how its agent came here. Returns whether it knows, or is over and needs not to know. */
  boolean tell(String task, Handoff handoff) {
    return signal(task, ToldHandoff.SIGNAL, handoff);
  }

  private boolean signal(String task, String name, Object news) {
    try {
      client.newUntypedWorkflowStub(task).signal(name, news);
      return true;
    } catch (WorkflowNotFoundException over) {
      return true;
    } catch (WorkflowException | io.grpc.StatusRuntimeException undelivered) {
      LOG.debug("task {} was not told {}", task, name, undelivered);
      return false;
    }
  }

  /** Whether a task runs; empty if nobody answers. */
  Optional<Boolean> isRunning(String task) {
    return status(client.newUntypedWorkflowStub(task))
        .map(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING::equals);
  }

  private static Optional<WorkflowExecutionStatus> status(WorkflowStub workflow) {
    try {
      return Optional.of(workflow.describe().getStatus());
    } catch (WorkflowNotFoundException gone) {
      return Optional.of(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    } catch (WorkflowException | io.grpc.StatusRuntimeException unanswered) {
      LOG.debug("a workflow was not described", unanswered);
      return Optional.empty();
    }
  }

  private static Optional<WorkflowExecutionDescription> describe(WorkflowStub workflow) {
    try {
      return Optional.of(workflow.describe());
    } catch (WorkflowException | io.grpc.StatusRuntimeException unanswered) {
      LOG.debug("a workflow was not described", unanswered);
      return Optional.empty();
    }
  }
}
