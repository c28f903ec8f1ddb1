package dev.understudy.worker;

import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Durations;
import dev.understudy.lease.Reaped;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.activity.v1.ActivityOptions;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.api.workflowservice.v1.UpdateActivityOptionsRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.payload.context.ActivitySerializationContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server can be told of, and asked about, an attempt at a step that is not completed. Thread-safe; its
 * calls wait for the server.
 */
final class OpenStep {
  private static final Logger LOG = LoggerFactory.getLogger(OpenStep.class);

  /** Stands behind the author's own details, of which there is one. */
  private static final String MARK = "understudy.entrusted";

  private static final int MARK_INDEX = 1;

  private final StepContext step;
  private final ActivityInfo info;
  private final WorkflowClient client;

  OpenStep(StepContext step) {
    this.step = step;
    this.info = step.getInfo();
    this.client = step.getWorkflowClient();
  }

  private WorkflowServiceBlockingStub server() {
    return client.getWorkflowServiceStubs().blockingStub();
  }

  private DataConverter converter() {
    return client
        .getOptions()
        .getDataConverter()
        .withContext(new ActivitySerializationContext(info));
  }

  private WorkflowExecution task() {
    return WorkflowExecution.newBuilder()
        .setWorkflowId(info.getWorkflowId())
        .setRunId(info.getWorkflowRunId())
        .build();
  }

  /** Takes the heartbeat timeout away, if this server does that. */
  void liftTimeout() {
    var unused = server()
        .updateActivityOptions(UpdateActivityOptionsRequest.newBuilder()
            .setNamespace(info.getNamespace())
            .setExecution(task())
            .setId(info.getActivityId())
            .setIdentity(client.getOptions().getIdentity())
            .setActivityOptions(ActivityOptions.newBuilder().setHeartbeatTimeout(Durations.ZERO))
            .setUpdateMask(FieldMask.newBuilder().addPaths("heartbeat_timeout"))
            .build());
  }

  /** Beats, with what the step reported last, and says whether it is entrusted to somebody. */
  void beat(boolean isEntrusted) {
    @Nullable Object progress = step.progress();
    Optional<Payloads> details =
        isEntrusted ? converter().toPayloads(progress, MARK) : converter().toPayloads(progress);
    RecordActivityTaskHeartbeatRequest.Builder beat =
        RecordActivityTaskHeartbeatRequest.newBuilder()
            .setNamespace(info.getNamespace())
            .setIdentity(client.getOptions().getIdentity())
            .setTaskToken(ByteString.copyFrom(info.getTaskToken()));
    details.ifPresent(beat::setDetails);
    var unused = server().recordActivityTaskHeartbeat(beat.build());
  }

  /**
   * Whether an attempt before this one has entrusted it to somebody, and nobody has ended that: this one is made
   * only because the beats for the last one ceased.
   */
  boolean isStillEntrusted() {
    if (!wasEntrusted()) {
      return false;
    }
    try {
      if (wasAbandoned()) {
        return true;
      }
      beat(false); // or the attempt after this one would take it for entrusted
      return false;
    } catch (StatusRuntimeException unanswered) {
      LOG.warn(
          "a step stays with whom it is entrusted to: the server does not say otherwise",
          unanswered);
      return true;
    }
  }

  private boolean wasEntrusted() {
    Optional<Payloads> details =
        info.getHeartbeatDetails().filter(some -> some.getPayloadsCount() > MARK_INDEX);
    try {
      return details.isPresent()
          && MARK.equals(converter().fromPayloads(MARK_INDEX, details, String.class, String.class));
    } catch (DataConverterException theirs) {
      return false;
    }
  }

  private boolean wasAbandoned() {
    return server()
        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(info.getNamespace())
            .setExecution(task())
            .build())
        .getPendingActivitiesList()
        .stream()
        .filter(pending -> pending.getActivityId().equals(info.getActivityId()))
        .anyMatch(OpenStep::isWithoutABeat);
  }

  /** Whether that was noticed by its heartbeats, or by other workers. */
  private static boolean isWithoutABeat(PendingActivityInfo step) {
    Failure last = step.getLastFailure();
    return last.getTimeoutFailureInfo().getTimeoutType() == TimeoutType.TIMEOUT_TYPE_HEARTBEAT
        || last.getApplicationFailureInfo().getType().equals(Reaped.TYPE);
  }
}
