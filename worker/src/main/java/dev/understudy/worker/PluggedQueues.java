package dev.understudy.worker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** The task queues of a plugin's workers, from when a worker is made to when its factory has shut down. Thread-safe. */
final class PluggedQueues {
  /** One whose worker has been made, by its owner. */
  record Prepared(String taskQueue, WorkerOptions options) {}

  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<String, WorkerOptions> configured = new HashMap<>();

  /** Forgotten with a factory that never starts. */
  @GuardedBy("lock")
  private final Map<Worker, Prepared> prepared = new WeakHashMap<>();

  /** Those that the plugin makes itself, beside its users'. */
  @GuardedBy("lock")
  private final Set<String> internal = new HashSet<>(Set.of(WarmUp.NAME));

  /** Those that a factory serves. */
  @GuardedBy("lock")
  private final Set<String> taken = new HashSet<>();

  private final Map<String, StepSupport> supports = new ConcurrentHashMap<>();

  boolean isInternal(String taskQueue) {
    synchronized (lock) {
      return internal.contains(taskQueue);
    }
  }

  /** A worker with {@code options} is about to be made. */
  void configured(String taskQueue, WorkerOptions options) {
    synchronized (lock) {
      configured.put(taskQueue, options);
    }
  }

  /** A worker has been made; returns whether that is news. */
  boolean initialized(String taskQueue, Worker worker) {
    synchronized (lock) {
      WorkerOptions options = Optional.ofNullable(configured.remove(taskQueue))
          .orElseGet(WorkerOptions::getDefaultInstance);
      return prepared.putIfAbsent(worker, new Prepared(taskQueue, options)) == null;
    }
  }

  /** Those whose workers {@code factory} has made. */
  List<Prepared> of(WorkerFactory factory) {
    synchronized (lock) {
      return prepared.entrySet().stream()
          .filter(entry -> factory.tryGetWorker(entry.getValue().taskQueue()) == entry.getKey())
          .map(Map.Entry::getValue)
          .toList();
    }
  }

  /**
   * Keeps other factories from serving the same through the same plugin, until they are {@linkplain #free freed}.
   *
   * @throws IllegalStateException if one does
   */
  void take(List<Prepared> wanted) {
    synchronized (lock) {
      for (Prepared one : wanted) {
        if (taken.contains(one.taskQueue())) {
          throw new IllegalStateException(
              "task queue %s is polled through this plugin already: give the second factory a plugin of its own"
                  .formatted(one.taskQueue()));
        }
      }
      wanted.forEach(one -> taken.add(one.taskQueue()));
    }
  }

  void free(List<Prepared> wanted) {
    synchronized (lock) {
      wanted.forEach(one -> taken.remove(one.taskQueue()));
    }
  }

  /** Lets steps of {@code served} find what their worker has for them. */
  void begin(PluggedQueue served) {
    synchronized (lock) {
      internal.addAll(served.internal());
    }
    supports.put(served.taskQueue(), served.support());
    served.internal().forEach(queue -> supports.put(queue, served.support()));
  }

  void end(PluggedQueue served) {
    synchronized (lock) {
      internal.remove(served.ownQueue());
    }
    supports.remove(served.taskQueue());
    served.internal().forEach(supports::remove);
  }

  /** What the worker has for the steps of {@code taskQueue}; empty if nobody serves that. */
  Optional<StepSupport> support(String taskQueue) {
    return Optional.ofNullable(supports.get(taskQueue));
  }
}
