package dev.understudy.worker;

import dev.understudy.attendance.AblyQueue;
import dev.understudy.attendance.ably.AblyAttendanceActivities;
import dev.understudy.attendance.ably.AblyPolling;
import dev.understudy.attendance.ably.Attendances;
import dev.understudy.attendance.ably.TakingSlots;
import dev.understudy.batch.pages.PageActivities;
import dev.understudy.beacon.Beacon;
import dev.understudy.lease.WorkerRun;
import dev.understudy.lease.held.HeldLease;
import dev.understudy.lease.held.Witness;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What makes the worker of one task queue Understudy's: the agents that it holds, its lease and its beacon. Confined to
 * the thread that starts its factory, and then to the one that stops it; {@link #agents} and {@link #follow} are for
 * all.
 */
final class PluggedQueue {
  private final WorkerRun run;
  private final WorkerOptions options;
  private final HeldLease lease;
  private final Attendances attendances;
  private final StepSupport support;
  private @Nullable AblyPolling ablyPolling;
  private @Nullable Worker tasks;
  private @Nullable Beacon beacon;

  /** One that nobody polls yet, with {@code options} for what is polled beside it. */
  PluggedQueue(
      WorkerRun run,
      WorkerOptions options,
      HeldLease lease,
      Attendances attendances,
      StepSupport support) {
    this.run = run;
    this.options = options;
    this.lease = lease;
    this.attendances = attendances;
    this.support = support;
  }

  /** A run that there was never before, of the worker of that name. */
  static WorkerRun newRun(String taskQueue, String worker) {
    String digits =
        UUID.randomUUID().toString().replace("-", "").substring(0, WorkerRun.RUN_LENGTH);
    return new WorkerRun(taskQueue, worker, digits);
  }

  String taskQueue() {
    return run.taskQueue();
  }

  /** What its run alone polls. */
  String ownQueue() {
    return run.ownQueue();
  }

  /** What is polled beside it. */
  List<String> internal() {
    return List.of(
        AblyQueue.of(run.taskQueue()), run.ownQueue(), WorkerRun.leasesQueue(run.taskQueue()));
  }

  StepSupport support() {
    return support;
  }

  int agents() {
    return attendances.count();
  }

  void measure() {
    attendances.measure();
  }

  /**
   * Adds to {@code factory}, which has not started, what is polled beside the queue, and activities to what
   * polls it.
   */
  void addTo(WorkerFactory factory, PluginSettings settings) {
    AblyAttendanceActivities ably = new AblyAttendanceActivities(attendances);
    Worker ablyWorker = factory.newWorker(AblyQueue.of(run.taskQueue()), paced());
    ablyWorker.registerActivitiesImplementations(ably);
    Worker worker = factory.getWorker(run.taskQueue());
    worker.registerActivitiesImplementations(ably); // Its local ones run where the task runs.
    worker.registerActivitiesImplementations(new PageActivities(settings.batches()));
    LeasePolling.add(factory, run, lease, options);
    ablyPolling = new AblyPolling(ablyWorker);
    tasks = worker;
  }

  /** No faster than it can keep what it gets. The SDK wants to be told of slots of all kinds; it needs one. */
  private WorkerOptions paced() {
    return WorkerOptions.newBuilder(options)
        .setWorkerTuner(new CompositeTuner(
            new FixedSizeSlotSupplier<>(1),
            new TakingSlots(support.heartbeats(), attendances::hasRoom),
            new FixedSizeSlotSupplier<>(1),
            new FixedSizeSlotSupplier<>(1)))
        .build();
  }

  /** All is polled: it lives, for others to see, and it sees them. */
  void begin(WorkerFactory factory, PluginSettings settings) {
    lease.begin();
    Witness witness = new Witness(factory.getWorkflowClient(), run);
    beacon = Beacon.light(settings.ably(), settings.handoff(), run, witness);
  }

  /** Ably has come or gone. */
  void follow(boolean isConnected) {
    if (ablyPolling != null) {
      ablyPolling.follow(isConnected);
    }
  }

  /** Takes no more; what its lease asks of it is answered until it is gone. */
  void suspend() {
    if (ablyPolling != null && tasks != null) {
      ablyPolling.stop();
      tasks.suspendPolling();
    }
  }

  /** Its workers shut down. Those polls that wait to go on end then, but for that they have to. */
  void endPolls() {
    if (ablyPolling != null && tasks != null) {
      ablyPolling.end();
      tasks.resumePolling();
    }
  }

  void beginRelay() {
    attendances.beginRelay();
  }

  /** Returns whether others have all of its agents within {@code patience}. */
  boolean awaitRelay(Duration patience) throws InterruptedException {
    return attendances.awaitRelay(patience);
  }

  /** Takes no more agents, and keeps those that it has until its connections end. */
  void keep() {
    attendances.takeNoMore();
  }

  /** Says goodbye while it is polled, for there may be no other worker. */
  void closeLease() {
    lease.close();
  }

  /** What it holds nevertheless others give out again, once they miss it. */
  void end(boolean holdsNothing) {
    if (beacon != null && holdsNothing) {
      beacon.close();
    } else if (beacon != null) {
      beacon.abandon();
    }
  }
}
