package dev.understudy.cli.task;

import dev.understudy.Internal;
import dev.understudy.cli.config.AtTemporal;
import dev.understudy.cli.text.Fault;
import dev.understudy.cli.text.JsonLine;
import dev.understudy.session.SessionView;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverterException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A task as Temporal and the task itself tell it.
 *
 * @param id its workflow id
 * @param status whether it runs, or how it ended: running, completed …
 */
@Internal
public record ShownTask(String id, String status, SessionView view) {
  private static final String PREFIX = "WORKFLOW_EXECUTION_STATUS_";

  /** How Temporal answers who may not know. */
  private static final Set<Status.Code> NOT_ALLOWED =
      Set.of(Status.Code.PERMISSION_DENIED, Status.Code.UNAUTHENTICATED);

  /**
   * Asks for it.
   *
   * @throws Fault if there is no such task, if it has no session, or if nobody answers for it
   */
  public static ShownTask of(String id, WorkflowClient client) {
    WorkflowStub stub = client.newUntypedWorkflowStub(id);
    String status = "unknown";
    try {
      status = status(stub.describe().getStatus());
      return new ShownTask(id, status, stub.query("session", SessionView.class));
    } catch (WorkflowNotFoundException none) {
      throw Fault.failure(
          "there is no task '%s' in the namespace %s"
              .formatted(id, client.getOptions().getNamespace()),
          "check its workflow id, and TEMPORAL_NAMESPACE",
          none);
    } catch (WorkflowQueryException unknown) {
      throw Fault.failure(
          "task '%s', %s in Temporal, does not answer the query session: %s"
              .formatted(id, status, reason(unknown)),
          "only a task that has opened a session does",
          unknown);
    } catch (DataConverterException | WorkflowException | StatusRuntimeException unanswered) {
      throw unanswered(id, unanswered);
    }
  }

  /** That the answer cannot be read, that there was none for this caller, or that nobody is there. */
  static Fault unanswered(String id, RuntimeException failure) {
    if (isOfConversion(failure)) {
      return Fault.failure(
          "what task '%s' answers to the query session cannot be read: %s"
              .formatted(id, reason(failure)),
          "it takes a session of Understudy, and the task's data converter, of which this command has none",
          failure);
    }
    if (root(failure) instanceof StatusRuntimeException refused
        && NOT_ALLOWED.contains(refused.getStatus().getCode())) {
      return Fault.failure(
          "Temporal does not let you see task '%s': %s".formatted(id, reason(failure)),
          "check the credentials, and TEMPORAL_NAMESPACE",
          failure);
    }
    return Fault.failure(
        "nobody answers for task '%s': %s".formatted(id, reason(failure)),
        "a worker that runs it has to live",
        failure);
  }

  private static String status(WorkflowExecutionStatus status) {
    return status.name().replace(PREFIX, "").toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String reason(Exception failure) {
    Throwable root = root(failure);
    if (!(root instanceof StatusRuntimeException unanswered)) {
      return String.valueOf(root.getMessage());
    }
    Status status = unanswered.getStatus();
    return status.getCode() == Status.Code.DEADLINE_EXCEEDED
        ? status.getCode().name()
        : AtTemporal.reason(status);
  }

  private static boolean isOfConversion(Throwable failure) {
    return failure instanceof DataConverterException
        || (failure.getCause() != null && isOfConversion(failure.getCause()));
  }

  private static Throwable root(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  boolean isOver() {
    return !status.equals("running");
  }

  String toJson() {
    return toJson("session", view);
  }

  String handoffsAsJson() {
    return toJson("handoffs", view.handoffs());
  }

  private String toJson(String name, Object value) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("task", id);
    line.put("status", status);
    line.put(name, value);
    return JsonLine.of(line);
  }
}
