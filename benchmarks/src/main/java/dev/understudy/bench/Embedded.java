package dev.understudy.bench;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.embedded.EmbeddedTemporal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.worker.TaskTypes;
import dev.understudy.worker.UnderstudyWorker;
import dev.understudy.worker.WorkerSettings;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The embedded default, in this process: the embedded Temporal, ably-local and one worker. The system
 * property {@code understudy.temporal}, {@code host:port}, puts a real server in the first one's place.
 */
final class Embedded implements AutoCloseable {
  private static final String QUEUE = "bench";

  private final Optional<EmbeddedTemporal> temporal =
      real().isPresent() ? Optional.empty() : Optional.of(EmbeddedTemporal.start());
  private final AtomicLong requests = new AtomicLong();
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
          .setTarget(real().or(this::embedded).orElseThrow())
          .setGrpcClientInterceptors(List.of(new Counting()))
          .build());
  private final WorkflowClient client = WorkflowClient.newInstance(stubs);
  private final AblyLocal ably = AblyLocal.start();
  private final UnderstudyWorker worker;

  private final class Counting implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(
        MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
      requests.incrementAndGet();
      return next.newCall(method, options);
    }
  }

  Embedded(TaskTypes types) {
    worker = UnderstudyWorker.start(
        client,
        new WorkerSettings(
            QUEUE,
            new Holder("bench", 100),
            AblySettings.local(ably.key(), ably.host(), ably.port()),
            HandoffPolicy.DEFAULT),
        List.of(types));
  }

  private static Optional<String> real() {
    return Optional.ofNullable(System.getProperty("understudy.temporal"));
  }

  private Optional<String> embedded() {
    return temporal.map(server -> server.host() + ":" + server.port());
  }

  WorkflowClient client() {
    return client;
  }

  /** How many were sent to Temporal so far, polls among them. */
  long requests() {
    return requests.get();
  }

  <T> T task(Class<T> type, String id) {
    return client()
        .newWorkflowStub(
            type,
            WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(id).build());
  }

  AblyRealtime connect(String clientId) throws AblyException {
    ClientOptions options = new ClientOptions(ably.key());
    options.realtimeHost = ably.host();
    options.port = ably.port();
    options.tls = false;
    options.clientId = clientId;
    return new AblyRealtime(options);
  }

  /** What the figures were measured on. */
  static String machine() {
    return "%d cores, JDK %s, %s, Temporal's %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            System.getProperty("os.name"),
            real().map(target -> "server at " + target).orElse("embedded server"));
  }

  @Override
  public void close() {
    worker.close();
    stubs.shutdownNow();
    temporal.ifPresent(EmbeddedTemporal::close);
    ably.close();
  }
}
