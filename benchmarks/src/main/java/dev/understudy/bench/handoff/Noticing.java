package dev.understudy.bench.handoff;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** When Temporal gave up the attempt that keeps an agent: it asks the server each 20 ms. Confined to one thread. */
final class Noticing {
  private static final Duration BETWEEN = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final WorkflowClient client;
  private final DescribeWorkflowExecutionRequest request;
  private final int attempt;

  Noticing(WorkflowClient client, String keeper) {
    this.client = client;
    this.request = DescribeWorkflowExecutionRequest.newBuilder()
        .setNamespace(client.getOptions().getNamespace())
        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(keeper))
        .build();
    this.attempt = attempt();
  }

  private int attempt() {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(request)
        .getPendingActivitiesList()
        .stream()
        .mapToInt(PendingActivityInfo::getAttempt)
        .sum();
  }

  /** The moment, as soon as there is one. */
  CompletableFuture<Long> begin() {
    return CompletableFuture.supplyAsync(this::await);
  }

  private long await() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (attempt() == attempt && System.nanoTime() < until) {
      try {
        Thread.sleep(BETWEEN.toMillis());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return System.nanoTime();
  }
}
