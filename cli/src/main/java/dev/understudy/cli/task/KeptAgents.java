package dev.understudy.cli.task;

import dev.understudy.attendance.AttendanceDetails;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverterException;
import java.util.Optional;

/** How agents are kept, as Temporal describes their attendances: a heartbeat ago, 5 s by default. Thread-safe. */
final class KeptAgents {
  private final WorkflowClient client;

  KeptAgents(WorkflowClient client) {
    this.client = client;
  }

  /**
   * How that one is kept.
   *
   * @throws StatusRuntimeException if Temporal does not answer
   */
  KeptAgent of(AttendanceId attendance) {
    Optional<PendingActivityInfo> activity = activity(attendance.workflowId());
    Optional<AttendanceDetails> details = activity.flatMap(this::details);
    boolean isHeld = activity
        .filter(one -> one.getState() != PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED)
        .isPresent();
    return new KeptAgent(
        attendance.agent(),
        attendance.session(),
        isHeld ? worker(activity.get(), details) : Optional.empty(),
        details.map(AttendanceDetails::status));
  }

  /** Empty if the attendance has none, or has ended meanwhile. */
  private Optional<PendingActivityInfo> activity(String workflowId) {
    try {
      return client
          .getWorkflowServiceStubs()
          .blockingStub()
          .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
              .setNamespace(client.getOptions().getNamespace())
              .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
              .build())
          .getPendingActivitiesList()
          .stream()
          .findFirst();
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private Optional<AttendanceDetails> details(PendingActivityInfo activity) {
    if (!activity.hasHeartbeatDetails()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(client
          .getOptions()
          .getDataConverter()
          .fromPayloads(
              0,
              Optional.of(activity.getHeartbeatDetails()),
              AttendanceDetails.class,
              AttendanceDetails.class));
    } catch (DataConverterException encrypted) {
      return Optional.empty();
    }
  }

  /** Who took this attempt: what was told last may be of the one before. */
  private static Optional<String> worker(
      PendingActivityInfo activity, Optional<AttendanceDetails> details) {
    return Optional.of(activity.getLastWorkerIdentity())
        .filter(name -> !name.isEmpty())
        .or(() -> details.map(AttendanceDetails::worker));
  }
}
