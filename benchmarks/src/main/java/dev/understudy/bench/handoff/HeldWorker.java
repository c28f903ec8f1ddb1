package dev.understudy.bench.handoff;

import com.sun.management.OperatingSystemMXBean;
import dev.understudy.attendance.ably.Attendances.Holder;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.worker.UnderstudyWorker;
import dev.understudy.worker.WorkerSettings;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A worker that tells what it takes, whenever a line of its standard input asks. Ends with that. */
final class HeldWorker {
  static final int MOST_AGENTS = 20_000;

  /** Of a plain agent holds a thread. */
  private static final WorkerOptions PLAIN = WorkerOptions.newBuilder()
      .setMaxConcurrentActivityExecutionSize(MOST_AGENTS)
      .build();

  private static final AtomicLong REQUESTS = new AtomicLong();

  private HeldWorker() {}

  /** Works until its standard input ends; the arguments are its kind, its task queue and its name. */
  public static void main(String[] arguments) throws IOException {
    WorkflowClient client = client(arguments[2]);
    switch (Kind.valueOf(arguments[0])) {
      case UNDERSTUDY -> startOurs(client, arguments[1], arguments[2]);
      case PLAIN -> startPlain(client, arguments[1]);
    }
    System.out.println("{\"ready\":\"worker\"}");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      System.out.println(taken());
    }
    Runtime.getRuntime().halt(0);
  }

  private static WorkflowClient client(String name) {
    WorkflowServiceStubsOptions options = WorkflowServiceStubsOptions.newBuilder()
        .setTarget(System.getenv("TEMPORAL_ADDRESS"))
        .setGrpcClientInterceptors(List.of(new Counting()))
        .build();
    return WorkflowClient.newInstance(
        WorkflowServiceStubs.newServiceStubs(options),
        WorkflowClientOptions.newBuilder().setIdentity(name).build());
  }

  private static void startOurs(WorkflowClient client, String queue, String name) {
    AblySettings ably = AblySettings.local(
        System.getenv("ABLY_KEY"),
        System.getenv("ABLY_HOST"),
        Integer.parseInt(System.getenv("ABLY_PORT")));
    WorkerSettings settings =
        new WorkerSettings(queue, new Holder(name, MOST_AGENTS), ably, HeldPlan.POLICY);
    UnderstudyWorker started = UnderstudyWorker.start(
        client,
        settings,
        List.of(worker -> worker.registerWorkflowImplementationTypes(Stay.Impl.class)));
    Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop"));
  }

  private static void startPlain(WorkflowClient client, String queue) {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker(queue, PLAIN);
    worker.registerWorkflowImplementationTypes(PlainStay.Impl.class);
    worker.registerActivitiesImplementations(new PlainStay.Step());
    factory.start();
  }

  private static String taken() {
    long cpu = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    long requests = REQUESTS.get();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new Taken(cpu, requests, threads, heap).line();
  }

  /** Counts calls to Temporal. */
  private static final class Counting implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(
        MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
      REQUESTS.incrementAndGet();
      return next.newCall(method, options);
    }
  }
}
