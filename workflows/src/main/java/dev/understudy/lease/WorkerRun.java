package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;

/**
 * One run of a worker, from its start to its end: what its beacon and its lease are known by. A worker that is
 * started again under its old name is another run.
 *
 * @param taskQueue the one that it polls for tasks
 * @param worker its name, the same as its identity in Temporal; two that run at once may share it
 * @param run tells the runs of all workers apart
 */
@Internal
@OwnForm
public record WorkerRun(String taskQueue, String worker, String run) {
  /** The workflow id of its lease. */
  public String leaseId() {
    return "lease/%s/%s".formatted(taskQueue, run);
  }

  /** The task queue that this run polls, and nobody else. */
  public String ownQueue() {
    return "%s/run/%s".formatted(taskQueue, run);
  }
}
