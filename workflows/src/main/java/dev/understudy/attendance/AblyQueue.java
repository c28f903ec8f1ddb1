package dev.understudy.attendance;

import dev.understudy.Internal;
import dev.understudy.lease.WorkerRun;
import java.nio.charset.StandardCharsets;

/**
 * Where the activities wait that need Ably, apart from all other work: a worker polls it only while it is
 * connected to Ably, so that one that is cut off takes none of them and goes on with the rest.
 */
@Internal
public final class AblyQueue {
  private static final String SUFFIX = "/ably";

  /** The longest name of a task queue, in bytes (Temporal server, limit.maxIDLength). */
  private static final int MAX_BYTES = 1000;

  /** What Temporal calls the partitions of task queues, and nobody else may (Temporal server, package tqid). */
  private static final String OF_TEMPORAL = "/_sys/";

  private AblyQueue() {}

  /** The name of that task queue, beside the one that has the tasks. */
  public static String of(String taskQueue) {
    return taskQueue + SUFFIX;
  }

  /**
   * Refuses a task queue for tasks beside which there can be none for Ably, or for workers' leases.
   *
   * @throws IllegalArgumentException if its name is too long, or means something else
   */
  public static void require(String taskQueue) {
    int room = MAX_BYTES - WorkerRun.QUEUE_SUFFIX;
    int size = taskQueue.getBytes(StandardCharsets.UTF_8).length;
    if (size > room) {
      throw new IllegalArgumentException(
          "the task queue's name may have %d bytes but had %d: shorten it".formatted(room, size));
    }
    String leases = WorkerRun.leasesQueue("");
    if (taskQueue.startsWith(OF_TEMPORAL)
        || taskQueue.endsWith(SUFFIX)
        || taskQueue.endsWith(leases)) {
      throw new IllegalArgumentException(
          "the task queue's name must not begin with %s nor end with %s or %s but was \"%s\": choose another"
              .formatted(OF_TEMPORAL, SUFFIX, leases, taskQueue));
    }
  }
}
