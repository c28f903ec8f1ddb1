package dev.understudy.worker;

import dev.understudy.attendance.AblyQueue;
import dev.understudy.attendance.ably.Attendances;
import dev.understudy.attendance.ably.HandoffHearing;
import dev.understudy.attendance.ably.StatusPace;
import dev.understudy.lease.WorkerRun;
import dev.understudy.lease.held.HeldLease;
import dev.understudy.metrics.Measures;
import dev.understudy.metrics.Metric;
import dev.understudy.output.ably.OutputPace;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.ScheduledThreads;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a plugin adds to a factory that runs: connections to Ably, heartbeats, and all that each of its task queues
 * needs. Owns them, but neither the factory nor its client. Started and stopped under the factory's own lock.
 */
final class PluggedFactory {
  private static final Logger LOG = LoggerFactory.getLogger(PluggedFactory.class);

  /** Those of steps block for a few milliseconds each, those of agents do not: this many threads serve thousands. */
  private static final int HEARTBEAT_THREADS = 4;

  private static final Duration MEASURING = Duration.ofSeconds(1);

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(15);

  /** What the factories of a plugin have together. */
  record Shared(PluginSettings settings, PluggedQueues queues, OpenPolls polls) {}

  private final WorkerFactory factory;
  private final PluginSettings settings;
  private final Shared shared;
  private final List<PluggedQueues.Prepared> prepared;
  private final AblyConnections ably;
  private final ScheduledExecutorService heartbeats =
      new ScheduledThreads("understudy-heartbeat", HEARTBEAT_THREADS);

  /** For thousands of agents may have something to tell Temporal just when the lease has. */
  private final ExecutorService leaseCalls = new ScheduledThreads("understudy-lease", 1);

  private final Measures measures;
  private final HandoffHearing hearing;
  private final HostedStep.Outlets outlets;
  private final WorkerStop stop;
  private final List<PluggedQueue> queues;
  private final AtomicBoolean isStopping = new AtomicBoolean();
  private final Ticking beating = Ticking.on(heartbeats);

  /** Until it has started there is none. */
  private volatile @Nullable TemporalLink temporal;

  /** By task queue, unmodifiable: who asks the factory for one waits until its stop is over. */
  private volatile Map<String, Worker> workers = Map.of();

  private volatile boolean hasStarted;

  private PluggedFactory(
      WorkerFactory factory,
      Shared shared,
      AblyConnections ably,
      List<PluggedQueues.Prepared> prepared) {
    this.factory = factory;
    this.settings = shared.settings();
    this.shared = shared;
    this.prepared = prepared;
    this.ably = ably;
    this.measures = ably.measures();
    this.hearing = new HandoffHearing(settings.listener(), ably.background());
    this.outlets = new HostedStep.Outlets(new StatusPace(ably), new OutputPace(ably));
    this.stop = new WorkerStop(settings.name().orElse(identity()), endable());
    this.queues = prepared.stream().map(this::queue).toList();
  }

  /** Connected to Ably, and warm. */
  static PluggedFactory open(
      WorkerFactory factory, Shared shared, List<PluggedQueues.Prepared> prepared) {
    OwnFormCheck.require(factory.getWorkflowClient().getOptions().getDataConverter());
    prepared.forEach(queue -> AblyQueue.require(queue.taskQueue()));
    shared.settings().handoff().warning().ifPresent(LOG::warn);
    shared.queues().take(prepared);
    try {
      return connect(factory, shared, prepared);
    } catch (RuntimeException | Error failure) {
      shared.queues().free(prepared);
      throw failure;
    }
  }

  private static PluggedFactory connect(
      WorkerFactory factory, Shared shared, List<PluggedQueues.Prepared> prepared) {
    AblyConnections ably = AblyConnections.open(
        shared.settings().ably(),
        shared.settings().handoff(),
        CONNECT_PATIENCE,
        Measures.of(factory.getWorkflowClient()));
    try {
      WarmUp.run(factory.getWorkflowClient());
      return new PluggedFactory(factory, shared, ably, prepared);
    } catch (RuntimeException | Error failure) {
      ably.close();
      throw failure;
    }
  }

  private String identity() {
    return factory.getWorkflowClient().getOptions().getIdentity();
  }

  private PluggedQueue queue(PluggedQueues.Prepared prepared) {
    WorkerOptions given = prepared.options();
    String worker = Optional.ofNullable(given.getIdentity()).orElseGet(this::identity);
    WorkflowClient client = factory.getWorkflowClient();
    WorkerRun run = PluggedQueue.newRun(prepared.taskQueue(), worker);
    HeldLease lease = new HeldLease(client, run, heartbeats, leaseCalls);
    HandoffHearing ofQueue =
        hearing.measuring(measures.ofQueue(prepared.taskQueue()), settings.handoff());
    Attendances attendances = new Attendances(
        ably,
        new Attendances.ToTemporal(client, heartbeats, lease.ledger()),
        new Attendances.Holder(worker, settings.maxAgents()),
        ofQueue);
    StepSupport support = new StepSupport(heartbeats, lease.ledger(), outlets, ofQueue, stop);
    return new PluggedQueue(run, beside(given, worker), lease, attendances, support);
  }

  /** Of what is polled beside a worker with the options {@code given}, whose limits are for its owner's work. */
  private WorkerOptions beside(WorkerOptions given, String worker) {
    WorkerOptions.Builder options = WorkerOptions.newBuilder()
        .setIdentity(worker)
        .setStickyQueueScheduleToStartTimeout(given.getStickyQueueScheduleToStartTimeout());
    settings.fillIn(options);
    return options.build();
  }

  int agents() {
    return queues.stream().mapToInt(PluggedQueue::agents).sum();
  }

  /** Has all that it adds polled as well when {@code polling} has the workers poll. */
  void start(Runnable polling) {
    workers = prepared.stream()
        .map(PluggedQueues.Prepared::taskQueue)
        .collect(Collectors.toUnmodifiableMap(Function.identity(), factory::getWorker));
    queues.forEach(shared.queues()::begin);
    shared.polls().begin(endable());
    temporal = TemporalLink.keep(
        factory.getWorkflowClient().getWorkflowServiceStubs().getRawChannel(), heartbeats);
    queues.forEach(queue -> queue.addTo(factory, settings));
    polling.run();
    ably.follow(isConnected -> queues.forEach(queue -> queue.follow(isConnected)));
    queues.forEach(queue -> queue.begin(factory, settings));
    hasStarted = true;
    if (measures.areWanted()) {
      Future<?> unused = heartbeats.scheduleWithFixedDelay(
          this::measure, 0, MEASURING.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void measure() {
    queues.forEach(PluggedQueue::measure);
    boolean isReady = WorkerHealth.of(List.of(vitalSigns())).isReady();
    measures.show(Metric.READY, isReady ? 1 : 0);
    ably.measure();
  }

  /** How it is at the moment. From any thread, and waits for none. */
  VitalSigns vitalSigns() {
    TemporalLink link = temporal;
    return new VitalSigns(
        settings.name().orElseGet(this::identity),
        phase(),
        Map.of("Ably", ably.isConnected(), "Temporal", link != null && !link.isLost()),
        workers.entrySet().stream()
            .filter(queue -> queue.getValue().isSuspended())
            .map(Map.Entry::getKey)
            .sorted()
            .toList(),
        Map.of("understudy-presence", ably.quiet(), "understudy-heartbeat", beating.quiet()));
  }

  private VitalSigns.Phase phase() {
    if (isStopping.get()) {
      return VitalSigns.Phase.STOPPING;
    }
    return hasStarted ? VitalSigns.Phase.WORKING : VitalSigns.Phase.STARTING;
  }

  /** The task queues whose polls can be ended, and whose steps go elsewhere when it stops. */
  private Set<String> endable() {
    return prepared.stream()
        .flatMap(queue -> Stream.of(queue.taskQueue(), AblyQueue.of(queue.taskQueue())))
        .collect(Collectors.toSet());
  }

  /** Returns whether nobody else stops it. */
  boolean beginStop() {
    return isStopping.compareAndSet(false, true);
  }

  /**
   * Gives its agents to other workers, make before break, then interrupts its steps, has {@code shutdown} stop the
   * workers, and ends what it opened. If nobody has taken the agents in time it goes without closing its connections,
   * so that they stay present for {@code remainPresentFor} while the next worker starts.
   */
  void stop(Runnable shutdown) {
    boolean allTaken = false;
    boolean holdsNothing = false;
    try {
      stop.takeNoMore();
      queues.forEach(PluggedQueue::suspend);
      shared.polls().end(endable());
      allTaken = settings.leaving().isDrained() ? relay() : keep();
      holdsNothing = stop.interrupt(settings.leaving().steps()) && allTaken;
      if (holdsNothing) {
        queues.forEach(PluggedQueue::closeLease);
      }
    } finally {
      end(shutdown, allTaken, holdsNothing);
      queues.forEach(shared.queues()::end);
      shared.queues().free(prepared);
    }
  }

  private boolean relay() {
    queues.forEach(PluggedQueue::beginRelay);
    long until = System.nanoTime() + settings.leaving().relay().toNanos();
    boolean allTaken = true;
    try {
      for (PluggedQueue queue : queues) {
        Duration left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
        allTaken &= queue.awaitRelay(left);
      }
      return allTaken;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean keep() {
    queues.forEach(PluggedQueue::keep);
    return agents() == 0;
  }

  private void end(Runnable shutdown, boolean allTaken, boolean holdsNothing) {
    try {
      shutdown.run();
      queues.forEach(PluggedQueue::endPolls);
      factory.awaitTermination(settings.leaving().threads().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      queues.forEach(queue -> queue.end(holdsNothing));
      if (allTaken) {
        ably.close();
      } else {
        ably.abandon();
      }
      heartbeats.shutdownNow();
      queues.forEach(PluggedQueue::measure);
      measures.show(Metric.READY, 0);
      leaseCalls.shutdownNow();
    }
  }
}
