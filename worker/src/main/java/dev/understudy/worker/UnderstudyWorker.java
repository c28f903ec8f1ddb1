package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.List;
import java.util.Objects;

/**
 * A process' share in the work, where that is all that the process does: polls one task queue for tasks, their steps
 * and their agents' attendances. A worker factory of its own with an {@link UnderstudyPlugin}; owns that, but not the
 * client of Temporal. Thread-safe.
 */
public final class UnderstudyWorker implements AutoCloseable {
  private final UnderstudyPlugin plugin;
  private final WorkerFactory factory;
  private final Object closing = new Object();

  @GuardedBy("closing")
  private boolean isClosed;

  private UnderstudyWorker(UnderstudyPlugin plugin, WorkerFactory factory) {
    this.plugin = plugin;
    this.factory = factory;
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
    TemporalServer server = TemporalServer.at(client.getWorkflowServiceStubs());
    UnderstudyPlugin plugin = settings.plugin(tasks);
    UnderstudyWorker worker = new UnderstudyWorker(plugin, factory(client, plugin, server));
    try {
      worker.poll(settings.taskQueue(), server, tasks);
      return worker;
    } catch (RuntimeException | Error failure) {
      worker.close();
      throw failure;
    }
  }

  private static WorkerFactory factory(
      WorkflowClient client, UnderstudyPlugin plugin, TemporalServer server) {
    return WorkerFactory.newInstance(
        StubsThrough.client(client, plugin.polls()),
        WorkerFactoryOptions.newBuilder()
            .setWorkflowCacheSize(server.workflowCacheSize())
            .setPlugins(plugin)
            .build());
  }

  private void poll(String taskQueue, TemporalServer server, List<TaskTypes> tasks) {
    WorkerOptions options = WorkerOptions.newBuilder()
        .setStickyQueueScheduleToStartTimeout(server.stickyTimeout())
        .build();
    Worker worker = factory.newWorker(taskQueue, options);
    tasks.forEach(types -> types.registerOn(worker));
    factory.start();
  }

  /** How many agents it holds at the moment. */
  public int agents() {
    return plugin.agents();
  }

  /** How it is at the moment, for a probe. Waits for nothing. */
  public WorkerHealth health() {
    return plugin.health();
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
        factory.shutdownNow();
      }
    }
  }
}
