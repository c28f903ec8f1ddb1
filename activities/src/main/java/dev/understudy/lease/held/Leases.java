package dev.understudy.lease.held;

import dev.understudy.Internal;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.concurrent.Executor;

/** The leases of the workers of one task queue, as any process that reaches Temporal sees them. Thread-safe. */
@Internal
public final class Leases {
  private final WorkflowClient client;
  private final String taskQueue;
  private final Executor background;

  /**
   * Of the workers that poll {@code taskQueue}.
   *
   * @param background where calls to Temporal may wait
   */
  public Leases(WorkflowClient client, String taskQueue, Executor background) {
    this.client = client;
    this.taskQueue = taskQueue;
    this.background = background;
  }

  /**
   * Tells the lease of {@code run} that its worker may be gone, so that it is asked. Returns at once, whatever
   * becomes of that; a lease that has ended needs not to know.
   *
   * @param by the name of the worker that suspects
   */
  public void suspect(WorkerRun run, Suspicion why, String by) {
    background.execute(() -> {});
  }

  /**
   * The runs whose leases are open, of this task queue alone, in no order. Waits for Temporal.
   *
   * @throws io.grpc.StatusRuntimeException if it does not answer
   */
  public List<WorkerRun> open() {
    return List.of();
  }
}
