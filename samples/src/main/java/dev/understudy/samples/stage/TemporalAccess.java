package dev.understudy.samples.stage;

import dev.understudy.cli.text.Fault;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;

/** The way to a Temporal server, and what to say if there is none. */
public final class TemporalAccess {
  /** The namespace of all demos. */
  public static final String NAMESPACE = "default";

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private TemporalAccess() {}

  /**
   * Nothing, if a server answers there and has the namespace.
   *
   * @throws Fault if not
   */
  public static void requireServer(String address) {
    WorkflowServiceStubs stubs = connect(address);
    try {
      stubs
          .blockingStub()
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(NAMESPACE).build());
    } catch (StatusRuntimeException refused) {
      // The test server has no namespaces, so it takes any.
      if (refused.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw refusal(address, refused);
      }
    } finally {
      stubs.shutdownNow();
    }
  }

  /**
   * Connects; whoever asks shuts it down.
   *
   * @throws Fault if no server answers there
   */
  public static WorkflowServiceStubs connect(String address) {
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      stubs.connect(CONNECT);
      return stubs;
    } catch (StatusRuntimeException | IllegalStateException e) {
      stubs.shutdownNow();
      throw Fault.failure(
          "no Temporal server answers at " + address,
          "start one, for instance with scripts/temporal-dev, or leave --temporal out",
          e);
    }
  }

  static Fault refusal(String address, RuntimeException refused) {
    Status status = Status.fromThrowable(refused);
    return status.getCode() == Status.Code.NOT_FOUND
        ? Fault.failure(
            "Temporal at " + address + " has no namespace " + NAMESPACE,
            "create it there, or leave --temporal out",
            refused)
        : Fault.failure(
            "Temporal at %s refuses the task: %s".formatted(address, status),
            "check that server, or leave --temporal out",
            refused);
  }
}
