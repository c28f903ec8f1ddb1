package dev.understudy.bench.handoff;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A worker of the Temporal SDK alone, which stops as Temporal's documentation says on SIGTERM. */
final class PlainWorker {
  private PlainWorker() {}

  /** Works until its standard input ends; the arguments are its task queue and its name. */
  public static void main(String[] arguments) throws IOException {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
            .setTarget(System.getenv("TEMPORAL_ADDRESS"))
            .build());
    WorkflowClient client = WorkflowClient.newInstance(
        stubs, WorkflowClientOptions.newBuilder().setIdentity(arguments[1]).build());
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker = factory.newWorker(arguments[0]);
    worker.registerWorkflowImplementationTypes(PlainToiler.Impl.class);
    worker.registerActivitiesImplementations(new PlainToiler.Step());
    factory.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(factory)));
    System.out.println("{\"ready\":\"worker\"}");
    while (System.in.read() >= 0) {
      // Only its end means anything.
    }
    Runtime.getRuntime().halt(0);
  }

  private static void stop(WorkerFactory factory) {
    factory.shutdownNow();
    factory.awaitTermination(10, TimeUnit.SECONDS);
  }
}
