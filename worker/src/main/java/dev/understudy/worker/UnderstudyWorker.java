package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.attendance.AblyQueue;
import dev.understudy.attendance.AttendanceWorkflowImpl;
import dev.understudy.attendance.EndWorkflowImpl;
import dev.understudy.attendance.ably.AblyAttendanceActivities;
import dev.understudy.attendance.ably.AblyPolling;
import dev.understudy.attendance.ably.Attendances;
import dev.understudy.attendance.ably.HandoffHearing;
import dev.understudy.attendance.ably.StatusPace;
import dev.understudy.batch.pages.BatchType;
import dev.understudy.batch.pages.PageActivities;
import dev.understudy.beacon.Beacon;
import dev.understudy.lease.WorkerRun;
import dev.understudy.lease.held.HeldLease;
import dev.understudy.lease.held.Leases;
import dev.understudy.output.ably.OutputPace;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.ScheduledThreads;
import dev.understudy.session.SessionInterceptor;
import dev.understudy.step.StepNumbering;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process' share in the work: polls one task queue for tasks, their steps and their agents'
 * attendances. Owns its connections to Ably and its threads, but not the client of Temporal.
 * Thread-safe.
 */
public final class UnderstudyWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UnderstudyWorker.class);

  /** Those of steps block for a few milliseconds each, those of agents do not: this many threads serve thousands. */
  private static final int HEARTBEAT_THREADS = 4;

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(15);

  /** For the agents' next workers to appear; {@code remainPresentFor} covers what comes later. */
  private static final Duration RELAY_PATIENCE = Duration.ofSeconds(10);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  /** From one look whether all has stopped to the next. Temporal's own is 250 ms, and there are several looks. */
  private static final Duration STOPPING = Duration.ofMillis(10);

  private final AblyConnections ably;
  private final ScheduledExecutorService heartbeats;
  private final WorkerRun run;
  private final HeldLease lease;
  private final Attendances attendances;
  private final WorkerFactory factory;
  private final OpenPolls polls;
  private final WorkerStop stop;
  /** Set when it begins to poll, before anybody else knows of this worker. */
  private @Nullable Polling polling;

  /** Set once it polls, before anybody else knows of this worker. */
  private @Nullable Beacon beacon;

  /** What brings it work. */
  private record Polling(Worker tasks, AblyPolling ably) {
    /** What its lease asks of it is answered until it is gone. */
    void stop() {
      ably.stop();
      tasks.suspendPolling();
    }
  }

  private final Object closing = new Object();

  @GuardedBy("closing")
  private boolean isClosed;

  private UnderstudyWorker(
      WorkflowClient client, TemporalServer server, WorkerSettings settings, AblyConnections ably) {
    this.ably = ably;
    this.heartbeats = new ScheduledThreads("understudy-heartbeat", HEARTBEAT_THREADS);
    TemporalLink.keep(client.getWorkflowServiceStubs().getRawChannel(), heartbeats);
    this.run = new WorkerRun(settings.taskQueue(), settings.holder().worker(), newRun());
    Set<String> queues = Set.of(run.taskQueue(), AblyQueue.of(run.taskQueue()));
    this.polls = new OpenPolls(queues);
    this.stop = new WorkerStop(run.worker(), queues);
    this.lease = new HeldLease(client, run, heartbeats, ably.background());
    HandoffHearing hearing = new HandoffHearing(settings.listener(), ably.background());
    this.attendances = new Attendances(
        ably,
        new Attendances.ToTemporal(client, heartbeats, lease.ledger()),
        settings.holder(),
        hearing);
    this.factory = WorkerFactory.newInstance(
        polls.through(client),
        WorkerFactoryOptions.newBuilder()
            .setWorkflowCacheSize(server.workflowCacheSize())
            .setShutdownCheckInterval(STOPPING)
            .setWorkerInterceptors(
                new SessionInterceptor(),
                new StepNumbering(),
                new StepInterceptor(
                    settings.handoff(),
                    heartbeats,
                    lease.ledger(),
                    new HostedStep.Outlets(new StatusPace(ably), new OutputPace(ably)),
                    hearing,
                    stop))
            .build());
  }

  private static String newRun() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, WorkerRun.RUN_LENGTH);
  }

  /**
   * Connects to Ably, and polls.
   *
   * @param client its identity should be the worker's name
   * @throws IllegalArgumentException if the client's data converter does not carry what Understudy sends
   * @throws dev.understudy.presence.ably.AblyRefusedException if Ably cannot be reached or refuses
   */
  public static UnderstudyWorker start(
      WorkflowClient client, WorkerSettings settings, List<TaskTypes> tasks) {
    Objects.requireNonNull(client, "a client of Temporal must not be null");
    Objects.requireNonNull(settings, "a worker's settings must not be null");
    Objects.requireNonNull(
        tasks, "a worker's tasks must not be null: pass a list, an empty one if need be");
    tasks.forEach(types -> Objects.requireNonNull(types, "none of a worker's tasks must be null"));
    OwnFormCheck.require(client.getOptions().getDataConverter());
    settings.handoff().warning().ifPresent(LOG::warn);
    TemporalServer server = TemporalServer.at(client.getWorkflowServiceStubs());
    AblyConnections ably =
        AblyConnections.open(settings.ably(), settings.handoff(), CONNECT_PATIENCE);
    UnderstudyWorker started = warm(client, server, settings, ably);
    try {
      started.poll(settings.taskQueue(), options(settings, server), tasks);
      started.show(settings);
      return started;
    } catch (RuntimeException | Error failure) {
      started.close();
      throw failure;
    }
  }

  /** A worker that does not poll yet; if there is none, its connections end. */
  private static UnderstudyWorker warm(
      WorkflowClient client, TemporalServer server, WorkerSettings settings, AblyConnections ably) {
    try {
      WarmUp.run(client);
      return new UnderstudyWorker(client, server, settings, ably);
    } catch (RuntimeException | Error failure) {
      ably.close();
      throw failure;
    }
  }

  private static WorkerOptions options(WorkerSettings settings, TemporalServer server) {
    return WorkerOptions.newBuilder()
        .setIdentity(settings.holder().worker())
        .setStickyQueueScheduleToStartTimeout(server.stickyTimeout())
        // Eager steps would all stay with the worker that runs the task, however many there are.
        .setDisableEagerExecution(true)
        .setMaxHeartbeatThrottleInterval(settings.handoff().notePeriod())
        .build();
  }

  private void poll(String taskQueue, WorkerOptions options, List<TaskTypes> tasks) {
    AblyAttendanceActivities ablys = new AblyAttendanceActivities(attendances);
    Worker ablyWorker = factory.newWorker(AblyQueue.of(taskQueue), options);
    ablyWorker.registerActivitiesImplementations(ablys);
    Worker worker = factory.newWorker(taskQueue, options);
    worker.registerWorkflowImplementationTypes(AttendanceWorkflowImpl.class, EndWorkflowImpl.class);
    worker.registerActivitiesImplementations(ablys); // Its local ones run where the task runs.
    worker.registerActivitiesImplementations(new PageActivities(batches(tasks)));
    tasks.forEach(types -> types.registerOn(worker));
    LeasePolling.add(factory, run, lease, options);
    factory.start();
    Polling started = new Polling(worker, new AblyPolling(ablyWorker));
    polling = started;
    ably.follow(started.ably()::follow);
    lease.begin();
  }

  /** The others see it from now on, and it sees them. */
  private void show(WorkerSettings settings) {
    Leases leases = new Leases(factory.getWorkflowClient(), settings.taskQueue());
    beacon = Beacon.light(settings.ably(), settings.handoff(), run, leases);
  }

  private static List<BatchType<?>> batches(List<TaskTypes> tasks) {
    return tasks.stream()
        .<BatchType<?>>flatMap(types -> types.batches().stream())
        .toList();
  }

  /** How many agents it holds at the moment. */
  public int agents() {
    return attendances.count();
  }

  /**
   * Gives its agents to other workers, make before break, then interrupts its steps and stops. If
   * nobody has taken the agents in time it goes without closing its connections, so that they stay
   * present for {@code remainPresentFor} while the next worker starts. Whoever closes meanwhile waits
   * for that.
   */
  @Override
  public void close() {
    synchronized (closing) {
      if (!isClosed) {
        isClosed = true;
        stop();
      }
    }
  }

  private void stop() {
    boolean allTaken = false;
    boolean holdsNothing = false;
    try {
      stop.takeNoMore();
      if (polling != null) {
        polling.stop();
      }
      polls.end();
      allTaken = relay();
      holdsNothing = stop.interrupt(STOP_PATIENCE) && allTaken;
      if (holdsNothing) {
        lease.close(); // while it is polled, for there may be no other worker
      }
    } finally {
      end(allTaken, holdsNothing);
    }
  }

  /** What it holds nevertheless others give out again, once they miss it. */
  private void end(boolean allTaken, boolean holdsNothing) {
    factory.shutdownNow();
    factory.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (beacon != null && holdsNothing) {
      beacon.close();
    } else if (beacon != null) {
      beacon.abandon();
    }
    if (allTaken) {
      ably.close();
    } else {
      ably.abandon();
    }
    heartbeats.shutdownNow();
  }

  private boolean relay() {
    try {
      return attendances.relay(RELAY_PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
