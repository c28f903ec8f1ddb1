package dev.understudy.bench.handoff;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.embedded.EmbeddedTemporal;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Temporal, and as many ably-locals in this process as are asked for. The system property {@code
 * understudy.temporal}, {@code host:port}, names a real server; without it there is an embedded one.
 * Thread-safe.
 */
final class Servers implements AutoCloseable {
  private static final Optional<String> REAL =
      Optional.ofNullable(System.getProperty("understudy.temporal"));

  private final Optional<EmbeddedTemporal> embedded =
      REAL.isPresent() ? Optional.empty() : Optional.of(EmbeddedTemporal.start());
  private final String temporal =
      REAL.or(() -> embedded.map(server -> server.host() + ":" + server.port())).orElseThrow();
  private final WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
      WorkflowServiceStubsOptions.newBuilder().setTarget(temporal).build());
  private final WorkflowClient client = WorkflowClient.newInstance(stubs);

  WorkflowClient client() {
    return client;
  }

  /** What a real one that serves from this machine has spent of its processors; zero if there is none. */
  long processorNanos() {
    String port = "--port " + temporal.substring(temporal.indexOf(':') + 1);
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(port))
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToLong(Duration::toNanos)
        .sum();
  }

  /** What a worker's process is told of this Temporal, and of an Ably behind {@code port}. */
  Map<String, String> environment(AblyLocal ably, int port) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TEMPORAL_ADDRESS", temporal);
    environment.put("TEMPORAL_NAMESPACE", "default");
    environment.put("ABLY_KEY", ably.key());
    environment.put("ABLY_HOST", ably.host());
    environment.put("ABLY_PORT", String.valueOf(port));
    environment.put("ABLY_TLS", "false");
    return environment;
  }

  /** A plain client of that Ably, without a clientId. */
  static AblyRealtime connect(AblyLocal ably) throws AblyException {
    ClientOptions options = ably.clientOptions();
    options.logLevel = io.ably.lib.util.Log.NONE;
    return new AblyRealtime(options);
  }

  /** What the figures are measured on. */
  static String describe() {
    return "%d cores, JDK %s, Temporal's %s, load average %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            REAL.map(target -> "server at " + target).orElse("embedded server"),
            LoadAverage.now());
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    embedded.ifPresent(EmbeddedTemporal::close);
  }
}
