package dev.understudy.cli.check;

import com.google.protobuf.Timestamp;
import dev.understudy.cli.config.AtTemporal;
import dev.understudy.cli.text.Words;
import dev.understudy.lease.held.Leases;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What of Temporal a worker of one task queue needs. */
final class TemporalChecks {
  private static final String TEMPORAL = "Temporal";
  private static final String CLOCK = "clock";

  private final WorkflowClient client;
  private final String taskQueue;
  private final List<Check> checks = new ArrayList<>();

  private TemporalChecks(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.taskQueue = taskQueue;
  }

  static List<Check> of(WorkflowClient client, String taskQueue) {
    TemporalChecks checks = new TemporalChecks(client, taskQueue);
    try {
      checks.look();
    } catch (StatusRuntimeException refused) {
      checks.checks.add(Check.fail(TEMPORAL, AtTemporal.refused("it does not answer", refused)));
    }
    return List.copyOf(checks.checks);
  }

  private WorkflowServiceBlockingStub stub() {
    return client.getWorkflowServiceStubs().blockingStub();
  }

  private String namespace() {
    return client.getOptions().getNamespace();
  }

  private void look() {
    String version =
        stub().getSystemInfo(GetSystemInfoRequest.getDefaultInstance()).getServerVersion();
    checks.add(Check.ok(
        TEMPORAL,
        "%s at %s"
            .formatted(
                version.isEmpty() ? "a server without a version" : "server " + version,
                client.getWorkflowServiceStubs().getOptions().getTarget())));
    if (isNamespaceThere()) {
      lookAtWorkers();
    }
  }

  private boolean isNamespaceThere() {
    try {
      var unused = stub()
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(namespace()).build());
      checks.add(Check.ok("namespace", namespace()));
      return true;
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw refused;
      }
      checks.add(Check.fail(
          "namespace", namespace() + " is not there", "create it, or set TEMPORAL_NAMESPACE"));
      return false;
    }
  }

  /** By their leases, which every server lists. */
  private void lookAtWorkers() {
    int workers = new Leases(client, taskQueue).open().size();
    checks.add(
        workers == 0
            ? Check.warn(
                "workers",
                "none serves the task queue " + taskQueue,
                "start one with 'understudy worker --task-queue %s', or name another"
                    .formatted(taskQueue))
            : Check.ok("workers", "%d on the task queue %s".formatted(workers, taskQueue)));
    latest(pollers()).ifPresent(this::lookAtClock);
  }

  /** Temporal's test server tells of none. */
  private List<PollerInfo> pollers() {
    try {
      return stub()
          .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
              .setNamespace(namespace())
              .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
              .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
              .build())
          .getPollersList();
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return List.of();
      }
      throw failure;
    }
  }

  private static Optional<Instant> latest(List<PollerInfo> pollers) {
    return pollers.stream()
        .map(PollerInfo::getLastAccessTime)
        .map(TemporalChecks::instant)
        .max(Comparator.naturalOrder());
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /** Temporal tells its time to nobody, but a poll of the future shows that this machine's clock is behind. */
  private void lookAtClock(Instant polled) {
    Duration ahead = Duration.between(Instant.now(), polled);
    if (ahead.compareTo(Clocks.TOLERANCE) > 0) {
      checks.add(Check.fail(
          CLOCK,
          "that of Temporal is %s ahead of this one".formatted(Words.seconds(ahead)),
          Clocks.REMEDY));
    }
  }
}
