package dev.understudy.worker;

import dev.understudy.attendance.BesideTasks;
import dev.understudy.attendance.ably.HandoffListener;
import dev.understudy.batch.pages.BatchType;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.session.SessionInterceptor;
import dev.understudy.step.StepNumbering;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowClientPlugin;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubsPlugin;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkerPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the workers of any {@link WorkerFactory} Understudy's: tasks that they run may open sessions, their agents are
 * present in Ably, and when the factory shuts down it first hands its agents and steps to other workers.
 *
 * <pre>{@code
 * UnderstudyPlugin understudy = UnderstudyPlugin.newBuilder(AblySettings.cloud(key)).build();
 * WorkflowServiceStubsOptions.newBuilder().setPlugins(understudy)
 * }</pre>
 *
 * <p>From the options of the stubs it reaches each client and each factory. In those of a client or of a factory it
 * does the same, but that polls that are out when the factory shuts down may bring work to a worker that is gone, which
 * then waits for a timeout.
 *
 * <p>Each task queue of a factory is served so, with a lease and a beacon of its own, over connections to Ably that all
 * share. Workers are made and started as ever; what their options leave open the plugin fills in, and it adds
 * interceptors behind those that are there. Clients, stubs and factories stay their owner's; what the plugin opens when
 * a factory starts it closes when that shuts down. Thread-safe.
 */
public final class UnderstudyPlugin
    implements WorkflowServiceStubsPlugin, WorkflowClientPlugin, WorkerPlugin {
  /** From one look whether all has stopped to the next. Temporal's own is 250 ms, and there are several looks. */
  private static final Duration STOPPING = Duration.ofMillis(10);

  private final PluginSettings settings;
  private final OpenPolls polls = new OpenPolls();
  private final PluggedQueues queues = new PluggedQueues();
  private final AgentAttributes attributes = new AgentAttributes();
  private final Map<WorkerFactory, PluggedFactory> factories = new ConcurrentHashMap<>();

  private UnderstudyPlugin(PluginSettings settings) {
    this.settings = settings;
  }

  /** A plugin that reaches Ably by {@code ably}; everything else has a default. */
  public static Builder newBuilder(AblySettings ably) {
    Objects.requireNonNull(
        ably, "the settings of Ably must not be null: try AblySettings.cloud(key)");
    return new Builder(new PluginSettings(ably));
  }

  @Override
  public String getName() {
    return "dev.understudy";
  }

  /** How many agents the workers of its factories hold at the moment. */
  public int agents() {
    return factories.values().stream().mapToInt(PluggedFactory::agents).sum();
  }

  /**
   * How the workers of its factories are at the moment. A factory that shuts down is not ready from the begin of its
   * drain on. Waits for nothing.
   */
  public WorkerHealth health() {
    return WorkerHealth.of(
        factories.values().stream().map(PluggedFactory::vitalSigns).toList());
  }

  OpenPolls polls() {
    return polls;
  }

  @Override
  public void configureServiceStubs(WorkflowServiceStubsOptions.Builder stubs) {
    stubs.addGrpcClientInterceptor(polls);
    stubs.addGrpcClientInterceptor(new PatientCalls());
  }

  @Override
  public WorkflowServiceStubs connectServiceClient(
      WorkflowServiceStubsOptions options, Supplier<WorkflowServiceStubs> next) {
    return next.get();
  }

  /** Changes nothing: that a client has the plugin is how its factories come to it. */
  @Override
  public void configureWorkflowClient(WorkflowClientOptions.Builder client) {}

  @Override
  public void configureWorkerFactory(WorkerFactoryOptions.Builder factory) {
    WorkerFactoryOptions given = factory.build();
    if (given.getShutdownCheckInterval() == null) {
      factory.setShutdownCheckInterval(STOPPING);
    }
    List<WorkerInterceptor> interceptors = new ArrayList<>(list(given.getWorkerInterceptors()));
    if (interceptors.stream().noneMatch(StepInterceptor.class::isInstance)) {
      interceptors.add(new SessionInterceptor());
      interceptors.add(attributes);
      interceptors.add(new StepNumbering());
      interceptors.add(new StepInterceptor(settings.handoff(), queues::support));
      factory.setWorkerInterceptors(interceptors.toArray(WorkerInterceptor[]::new));
    }
  }

  private static List<WorkerInterceptor> list(WorkerInterceptor @Nullable [] given) {
    return given == null ? List.of() : List.of(given);
  }

  @Override
  public void configureWorker(String taskQueue, WorkerOptions.Builder worker) {
    if (!queues.isInternal(taskQueue)) {
      settings.fillIn(worker);
      queues.configured(taskQueue, worker.build());
    }
  }

  @Override
  public void initializeWorker(String taskQueue, Worker worker) {
    if (!queues.isInternal(taskQueue) && queues.initialized(taskQueue, worker)) {
      BesideTasks.register(worker);
    }
  }

  @Override
  public void startWorker(String taskQueue, Worker worker, BiConsumer<String, Worker> next) {
    next.accept(taskQueue, worker);
  }

  @Override
  public void shutdownWorker(String taskQueue, Worker worker, BiConsumer<String, Worker> next) {
    next.accept(taskQueue, worker);
  }

  /**
   * Connects to Ably, and has the workers poll.
   *
   * @throws IllegalArgumentException if the client's data converter does not carry what Understudy sends, or a task
   *     queue's name leaves no room for those beside it
   * @throws dev.understudy.presence.ably.AblyRefusedException if Ably cannot be reached or refuses
   */
  @Override
  public void startWorkerFactory(WorkerFactory factory, Consumer<WorkerFactory> next) {
    List<PluggedQueues.Prepared> prepared = queues.of(factory);
    if (prepared.isEmpty() || factories.containsKey(factory)) {
      next.accept(factory); // It has no workers, or the plugin stands in its options twice.
      return;
    }
    PluggedFactory plugged =
        PluggedFactory.open(factory, new PluggedFactory.Shared(settings, queues, polls), prepared);
    factories.put(factory, plugged);
    try {
      attributes.lookIn(factory.getWorkflowClient());
      plugged.start(() -> next.accept(factory));
    } catch (RuntimeException | Error failure) {
      stop(factory, factory::shutdownNow);
      throw failure;
    }
  }

  @Override
  public void shutdownWorkerFactory(WorkerFactory factory, Consumer<WorkerFactory> next) {
    stop(factory, () -> next.accept(factory));
  }

  private void stop(WorkerFactory factory, Runnable shutdown) {
    PluggedFactory plugged = factories.get(factory);
    if (plugged == null || !plugged.beginStop()) {
      shutdown.run(); // It stops already, if the plugin stands in its options twice.
      return;
    }
    try {
      plugged.stop(shutdown);
    } finally {
      factories.remove(factory);
    }
  }

  @Override
  public void replayWorkflowExecution(
      Worker worker, WorkflowExecutionHistory history, ReplayCallback next) throws Exception {
    next.replay(worker, history);
  }

  /** What a plugin is told. Confined to one thread. */
  public static final class Builder {
    private PluginSettings settings;

    private Builder(PluginSettings settings) {
      this.settings = settings;
    }

    /** What its workers are called, in Temporal and in presence; unless said, by the identity of their client. */
    public Builder named(String worker) {
      settings = settings.named(worker);
      return this;
    }

    /** How many agents it holds at the most, of each task queue; {@value PluginSettings#MAX_AGENTS} unless said. */
    public Builder maxAgents(int most) {
      settings = settings.withMaxAgents(most);
      return this;
    }

    /** The numbers of a handoff; {@link HandoffPolicy#DEFAULT} unless said. */
    public Builder handoff(HandoffPolicy policy) {
      settings = settings.withHandoff(policy);
      return this;
    }

    /** Who hears of each handoff that brings it an agent or a step. */
    public Builder heardBy(HandoffListener listener) {
      settings = settings.heardBy(listener);
      return this;
    }

    /** The batches whose pages its workers can process, beside those that were told before. */
    public Builder batches(List<? extends BatchType<?>> types) {
      settings = settings.withBatches(types);
      return this;
    }

    /**
     * How long a factory that shuts down waits at the most until other workers have its agents; 10 s unless said. It
     * stops within another 10 s. Zero is {@link #withoutDrain}.
     *
     * @param most from zero to 10 min
     */
    public Builder drainTime(Duration most) {
      settings = settings.withDrainTime(most);
      return this;
    }

    /**
     * Has a factory shut down within two seconds, without waiting for other workers to take its agents: for a
     * developer, who is the only one. Agents that it holds stay present for {@code remainPresentFor}, in which the next
     * worker may take them up.
     */
    public Builder withoutDrain() {
      settings = settings.withoutDrain();
      return this;
    }

    public UnderstudyPlugin build() {
      return new UnderstudyPlugin(settings);
    }
  }
}
