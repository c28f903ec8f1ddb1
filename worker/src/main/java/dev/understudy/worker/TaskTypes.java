package dev.understudy.worker;

import io.temporal.worker.Worker;

/**
 * Tasks that a worker can run. Found through {@link java.util.ServiceLoader}: an implementation is
 * public, has a public constructor without parameters, and is named in {@code
 * META-INF/services/dev.understudy.worker.TaskTypes}.
 */
public interface TaskTypes {
  /** Registers workflow implementations and the activities that they call. */
  void registerOn(Worker worker);
}
