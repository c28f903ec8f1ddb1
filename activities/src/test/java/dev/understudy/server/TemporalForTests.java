package dev.understudy.server;

import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.internal.common.ProtobufTimeUtils;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The Temporal server that tests run against: Temporal's test server, or the real one at the system
 * property {@code understudy.temporal}, {@code host:port}, where each test gets a namespace of its own.
 */
public final class TemporalForTests {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TemporalForTests() {}

  /** To be closed by the caller. */
  public static TestWorkflowEnvironment environment() {
    @Nullable String real = System.getProperty("understudy.temporal");
    return real == null
        ? TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build())
        : environmentAt(real, namespaceAt(real));
  }

  /** The server at {@code target}. To be closed by the caller. */
  static TestWorkflowEnvironment environmentAt(String target, String namespace) {
    return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
        .setUseTimeskipping(false)
        .setUseExternalService(true)
        .setTarget(target)
        .setWorkflowClientOptions(
            WorkflowClientOptions.newBuilder().setNamespace(namespace).build())
        .build());
  }

  private static String namespaceAt(String target) {
    String name = "test-" + UUID.randomUUID();
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    try {
      var unused = stubs
          .blockingStub()
          .registerNamespace(RegisterNamespaceRequest.newBuilder()
              .setNamespace(name)
              .setWorkflowExecutionRetentionPeriod(
                  ProtobufTimeUtils.toProtoDuration(Duration.ofDays(1)))
              .build());
      await().atMost(PATIENCE).until(() -> isThere(stubs, name));
    } finally {
      stubs.shutdown();
    }
    return name;
  }

  private static boolean isThere(WorkflowServiceStubs stubs, String namespace) {
    try {
      return stubs
          .blockingStub()
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build())
          .hasNamespaceInfo();
    } catch (StatusRuntimeException notYet) {
      return false;
    }
  }
}
