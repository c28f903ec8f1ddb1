package dev.understudy.cli.config;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import dev.understudy.Internal;
import dev.understudy.cli.text.Fault;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.Map;

/** Where Temporal is, as Temporal's own environment configuration says. Thread-safe; closed by its owner. */
@Internal
public final class TemporalEnvironment implements AutoCloseable {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);

  /** Longer than a worker takes to replay a task whose history is long. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;

  private TemporalEnvironment(WorkflowServiceStubs stubs, WorkflowClientOptions options) {
    this.stubs = stubs;
    this.client = WorkflowClient.newInstance(stubs, options);
  }

  /**
   * Connects, or says what is wrong.
   *
   * @param identity what this process is called there
   * @throws Fault of usage if the configuration is wrong, else if no server answers
   */
  public static TemporalEnvironment connect(String identity, Map<String, String> environment) {
    return connect(identity, environment, new NoopScope());
  }

  /** Connects, or says what is wrong, with a client whose metrics go to {@code metrics}. */
  public static TemporalEnvironment connect(
      String identity, Map<String, String> environment, Scope metrics) {
    TemporalProfile profile = TemporalProfile.read(environment);
    return connect(
        identity,
        profile,
        WorkflowServiceStubsOptions.newBuilder(profile.stubs())
            .setMetricsScope(metrics)
            .build());
  }

  /** As {@link #connect}, for somebody who waits: what is not answered in time fails, and is not tried for a minute. */
  public static TemporalEnvironment ofOperator(String identity, Map<String, String> environment) {
    TemporalProfile profile = TemporalProfile.read(environment);
    return connect(
        identity,
        profile,
        WorkflowServiceStubsOptions.newBuilder(profile.stubs())
            .setRpcQueryTimeout(ANSWER_PATIENCE)
            .setRpcRetryOptions(RpcRetryOptions.newBuilder()
                .setExpiration(ANSWER_PATIENCE)
                .validateBuildWithDefaults())
            .build());
  }

  private static TemporalEnvironment connect(
      String identity, TemporalProfile profile, WorkflowServiceStubsOptions options) {
    try {
      return new TemporalEnvironment(
          WorkflowServiceStubs.newConnectedServiceStubs(options, CONNECT_PATIENCE),
          profile.client().toBuilder().setIdentity(identity).build());
    } catch (StatusRuntimeException | IllegalStateException unreachable) {
      throw Fault.failure(
          "cannot reach Temporal at %s: %s".formatted(options.getTarget(), reason(unreachable)),
          "check TEMPORAL_ADDRESS, and that the server runs",
          unreachable);
    }
  }

  private static String reason(Exception unreachable) {
    return unreachable instanceof StatusRuntimeException status
        ? status.getStatus().getCode().name()
        : String.valueOf(unreachable.getMessage());
  }

  public WorkflowClient client() {
    return client;
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
