package dev.understudy.worker;

import dev.understudy.lease.DoorbellWorkflowImpl;
import dev.understudy.lease.LeaseWorkflowImpl;
import dev.understudy.lease.WorkerRun;
import dev.understudy.lease.held.HeldLease;
import dev.understudy.lease.held.Reaper;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/** What a worker polls beside its work: what its own lease asks of it, and the leases of all. */
final class LeasePolling {
  /** One may be on its way back when something comes. */
  private static final int POLLERS = 2;

  private LeasePolling() {}

  /** Adds it to {@code factory}, which has not started yet. */
  static void add(WorkerFactory factory, WorkerRun run, HeldLease lease, WorkerOptions options) {
    WorkerOptions few = WorkerOptions.newBuilder(options)
        .setMaxConcurrentActivityTaskPollers(POLLERS)
        .setMaxConcurrentWorkflowTaskPollers(POLLERS)
        // The worker that has decided last may be the one that is gone.
        .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
        .build();
    Reaper reaper = new Reaper(factory.getWorkflowClient(), run);
    Worker own = factory.newWorker(run.ownQueue(), few);
    own.registerWorkflowImplementationTypes(DoorbellWorkflowImpl.class);
    own.registerActivitiesImplementations(lease, reaper);
    Worker leases = factory.newWorker(WorkerRun.leasesQueue(run.taskQueue()), few);
    leases.registerWorkflowImplementationTypes(LeaseWorkflowImpl.class);
    leases.registerActivitiesImplementations(
        reaper); // Its local ones run where a lease is decided.
  }
}
