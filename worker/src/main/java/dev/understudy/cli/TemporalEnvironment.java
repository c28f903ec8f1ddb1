package dev.understudy.cli;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.time.Duration;

/** Where Temporal is, as Temporal's own environment configuration says. Thread-safe; closed by its owner. */
final class TemporalEnvironment implements AutoCloseable {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalEnvironment(WorkflowServiceStubs stubs, WorkflowClientOptions options) {
    this.stubs = stubs;
    this.client = WorkflowClient.newInstance(stubs, options);
  }

  /** Connects, or says what is wrong. {@code identity} is what this process is called there. */
  static TemporalEnvironment connect(String identity) {
    ClientConfigProfile profile = profile();
    WorkflowServiceStubsOptions options = profile.toWorkflowServiceStubsOptions();
    try {
      return new TemporalEnvironment(
          WorkflowServiceStubs.newConnectedServiceStubs(options, CONNECT_PATIENCE),
          profile.toWorkflowClientOptions().toBuilder().setIdentity(identity).build());
    } catch (StatusRuntimeException | IllegalStateException unreachable) {
      throw Fault.failure(
          "cannot reach Temporal at %s: %s".formatted(options.getTarget(), reason(unreachable)),
          "check TEMPORAL_ADDRESS, and that the server runs",
          unreachable);
    }
  }

  private static ClientConfigProfile profile() {
    try {
      return ClientConfigProfile.load();
    } catch (IOException | IllegalArgumentException invalid) {
      throw Fault.usage(
          "Temporal's configuration cannot be read: " + invalid.getMessage(),
          "correct the TEMPORAL_ variables or the file that TEMPORAL_CONFIG_FILE names");
    }
  }

  private static String reason(Exception unreachable) {
    return unreachable instanceof StatusRuntimeException status
        ? status.getStatus().getCode().name()
        : String.valueOf(unreachable.getMessage());
  }

  WorkflowClient client() {
    return client;
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
