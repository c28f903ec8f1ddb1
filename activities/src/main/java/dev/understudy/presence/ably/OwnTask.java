package dev.understudy.presence.ably;

import dev.understudy.presence.AttendanceSpec;
import dev.understudy.presence.AttendanceWorkflow;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Sighting;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task on whose behalf a tenure is present: of all that have had its workflow id, the one that opened the session.
 * When it is over, somebody may use the id again. If that task opens the session, too, it takes the agent over, and
 * is the one that counts from then on; if not, the agent has to go. Every method blocks, and is safe to repeat.
 * Thread-safe.
 */
final class OwnTask {
  private static final Logger LOG = LoggerFactory.getLogger(OwnTask.class);

  private final WorkflowClient client;
  private final WorkflowStub attendance;
  private final String id;

  /** Null if unknown: then it is whoever has the id. */
  private volatile @Nullable String firstRunId;

  OwnTask(WorkflowClient client, AttendanceSpec spec, WorkflowStub attendance) {
    this.client = client;
    this.attendance = attendance;
    this.id = spec.task();
    this.firstRunId = spec.firstRunId();
  }

  /** Why it ended; empty while it has not, or while nobody answers. One that is gone was terminated. */
  Optional<LeaveReason> end() {
    return found().flatMap(Execution::end);
  }

  /** Whether it runs; empty if nobody answers. */
  Optional<Boolean> isRunning() {
    return found().map(Execution::isRunning);
  }

  private Optional<Execution> found() {
    return Execution.of(client.newUntypedWorkflowStub(id))
        .flatMap(found -> isOurs(found) ? Optional.of(found) : goneUnlessTakenOver(found));
  }

  private boolean isOurs(Execution found) {
    String ours = firstRunId;
    return ours == null || found.firstRunId().isEmpty() || found.firstRunId().equals(ours);
  }

  private Optional<Execution> goneUnlessTakenOver(Execution stranger) {
    return attended().map(latest -> {
      firstRunId = latest.firstRunId();
      return isOurs(stranger) ? stranger : Execution.GONE;
    });
  }

  /** Empty while no worker answers. */
  private Optional<AttendanceSpec> attended() {
    try {
      return Optional.of(attendance.query(AttendanceWorkflow.ATTENDED, AttendanceSpec.class));
    } catch (WorkflowException | StatusRuntimeException unanswered) {
      LOG.debug("nobody knows whether {} was taken over", id, unanswered);
      return Optional.empty();
    }
  }

  /** Tells it who is there. Returns whether it knows, or is over and needs not to know. */
  boolean report(Sighting sighting) {
    try {
      client.newUntypedWorkflowStub(id).signal(Sighting.SIGNAL, sighting);
      return true;
    } catch (WorkflowNotFoundException over) {
      return true;
    } catch (WorkflowException | StatusRuntimeException undelivered) {
      LOG.debug("task {} was not told who is there", id, undelivered);
      return false;
    }
  }
}
