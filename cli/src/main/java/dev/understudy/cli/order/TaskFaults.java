package dev.understudy.cli.order;

import com.google.protobuf.Timestamp;
import dev.understudy.cli.config.AtTemporal;
import dev.understudy.cli.text.Fault;
import dev.understudy.cli.text.Words;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Why a task did not do as it was ordered, and what helps. */
final class TaskFaults {
  private final WorkflowClient client;
  private final String task;

  TaskFaults(WorkflowClient client, String task) {
    this.client = client;
    this.task = task;
  }

  /** Refuses what is no workflow id. */
  static void requireId(String task) {
    if (task.isBlank()) {
      throw Fault.usage(
          "TASK must be a workflow id, but it was empty",
          "name one of those that 'understudy tasks' shows");
    }
  }

  /** What to say of an order that failed so. */
  Fault of(RuntimeException failure) {
    return Refusal.codeOf(failure)
        .map(code -> refused(code, failure))
        .or(() -> notOpen(failure))
        .orElseGet(() -> untaken(failure));
  }

  private Fault refused(RefusalCode code, RuntimeException failure) {
    return Fault.failure(
        "task '%s' refuses: %s".formatted(task, message(root(failure))), remedy(code), failure);
  }

  /** Its own message, without what Temporal adds to it. */
  private static String message(Throwable failure) {
    return failure instanceof ApplicationFailure told
        ? told.getOriginalMessage()
        : String.valueOf(failure.getMessage());
  }

  private String remedy(RefusalCode code) {
    return switch (code) {
      case TASK_PAUSED_ALREADY ->
        "let it go on by: understudy resume %s".formatted(Words.quoted(task));
      case TASK_NOT_PAUSED, TASK_CANCELLED_ALREADY -> "there is nothing to do";
      case SESSION_NOT_OPEN -> "give the order again once it has";
      case QUESTION_NOT_ASKED ->
        "see what it asks by: understudy show %s".formatted(Words.quoted(task));
      case QUESTION_FOR_OTHERS -> "let one of those answer, as --as says who does";
      case ORDER_NOT_ALLOWED, ORDER_OF_NOBODY -> "say with --as who you are";
      case TASK_MAILBOX_FULL -> "wait until it has taken some";
      default -> "correct it; docs/refusals.md has " + code.code();
    };
  }

  /** That there is no such task, or that it is over, if so: Temporal answers alike to both. */
  private Optional<Fault> notOpen(RuntimeException failure) {
    try {
      WorkflowExecutionInfo info = describe();
      return info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          ? Optional.empty()
          : Optional.of(over(info, failure));
    } catch (StatusRuntimeException unanswered) {
      return Optional.of(
          unanswered.getStatus().getCode() == Status.Code.NOT_FOUND
              ? unknown(failure)
              : AtTemporal.refused(
                  "Temporal does not tell of task '%s'".formatted(task), unanswered));
    }
  }

  private WorkflowExecutionInfo describe() {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(task))
            .build())
        .getWorkflowExecutionInfo();
  }

  private Fault over(WorkflowExecutionInfo info, RuntimeException failure) {
    Timestamp end = info.getCloseTime();
    return Fault.failure(
        "task '%s' is over: %s at %s"
            .formatted(
                task,
                info.getStatus()
                    .name()
                    .replace("WORKFLOW_EXECUTION_STATUS_", "")
                    .toLowerCase(Locale.ROOT)
                    .replace('_', ' '),
                Words.date(Instant.ofEpochSecond(end.getSeconds()))),
        "'understudy tasks' shows those that are open",
        failure);
  }

  /** That there is no such task. */
  Fault unknown(RuntimeException failure) {
    return Fault.failure(
        "there is no task '%s' in the namespace %s"
            .formatted(task, client.getOptions().getNamespace()),
        "check its workflow id, and TEMPORAL_NAMESPACE",
        failure);
  }

  private Fault untaken(RuntimeException failure) {
    return root(failure) instanceof StatusRuntimeException answer
        ? AtTemporal.refused(
            "Temporal does not bring the order to task '%s'".formatted(task), answer)
        : Fault.failure(
            "task '%s' does not take the order: %s".formatted(task, message(root(failure))),
            "only a task that has opened a session takes orders",
            failure);
  }

  private static Throwable root(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }
}
