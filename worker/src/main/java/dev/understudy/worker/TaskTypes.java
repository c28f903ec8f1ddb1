package dev.understudy.worker;

import dev.understudy.batch.pages.BatchType;
import io.temporal.worker.Worker;
import java.util.List;

/**
 * Tasks that a worker can run. Found through {@link java.util.ServiceLoader}: an implementation is
 * public, has a public constructor without parameters, and is named in {@code
 * META-INF/services/dev.understudy.worker.TaskTypes}.
 */
public interface TaskTypes {
  /** Registers workflow implementations and the activities that they call. */
  void registerOn(Worker worker);

  /** The batches whose pages this worker can process; asked for once. None, unless overridden. */
  default List<BatchType<?>> batches() {
    return List.of();
  }
}
