package dev.understudy.presence.ably;

import dev.understudy.presence.AttendanceDetails;
import dev.understudy.presence.LeaveReason;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a tenure says to Temporal, and hears from it. Every method is one blocking call and safe to
 * repeat. Thread-safe.
 */
final class AttendanceCall {
  /** What Temporal made of a heartbeat. */
  enum Beat {
    HEARD,
    /** This attempt is over: another one runs or will, or the attendance has ended. */
    OVER,
    /** Nobody answered. */
    UNHEARD
  }

  private static final Logger LOG = LoggerFactory.getLogger(AttendanceCall.class);

  /** A closed workflow's result is there; this is for the network. */
  private static final long RESULT_SECONDS = 10;

  private final WorkflowClient client;
  private final byte[] taskToken;
  private final WorkflowStub attendance;

  AttendanceCall(WorkflowClient client, ActivityInfo activity) {
    this.client = client;
    this.taskToken = activity.getTaskToken();
    this.attendance = client.newUntypedWorkflowStub(WorkflowTargetOptions.newBuilder()
        .setWorkflowId(activity.getWorkflowId())
        .setRunId(activity.getWorkflowRunId())
        .build());
  }

  // The SDK wraps a cancellation (sdk-java issue 2983) and may stop doing so: both forms are one.
  Beat beat(AttendanceDetails details) {
    try {
      client.newActivityCompletionClient().heartbeat(taskToken, details);
      return Beat.HEARD;
    } catch (ActivityNotExistsException | ActivityCanceledException over) {
      return Beat.OVER;
    } catch (ActivityCompletionException failure) {
      if (failure.getCause() instanceof ActivityCanceledException) {
        return Beat.OVER;
      }
      LOG.debug("a heartbeat was not heard", failure);
      return Beat.UNHEARD;
    } catch (RuntimeException unexpected) {
      LOG.warn("a heartbeat was not sent", unexpected);
      return Beat.UNHEARD;
    }
  }

  /** Returns whether the attempt is over now, by this or before. */
  boolean complete(LeaveReason reason) {
    try {
      client.newActivityCompletionClient().complete(taskToken, reason);
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
      client.newActivityCompletionClient().completeExceptionally(taskToken, failure);
    } catch (ActivityCompletionException over) {
      LOG.debug("the attempt was over before it failed", over);
    }
  }

  /** Why the attendance ended; empty while it has not, or while nobody answers. */
  Optional<LeaveReason> attendanceEnd() {
    return Execution.of(attendance).flatMap(found -> found.isCompleted() ? result() : found.end());
  }

  private Optional<LeaveReason> result() {
    try {
      return Optional.of(attendance.getResult(RESULT_SECONDS, TimeUnit.SECONDS, LeaveReason.class));
    } catch (TimeoutException | WorkflowException unanswered) {
      LOG.debug("the attendance's result was not answered", unanswered);
      return Optional.empty();
    }
  }

  /** The attendance whose attempt this is. */
  WorkflowStub attendance() {
    return attendance;
  }

  /** Whether a task runs; empty if nobody answers. */
  Optional<Boolean> isRunning(String task) {
    return Execution.of(client.newUntypedWorkflowStub(task)).map(Execution::isRunning);
  }
}
