package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.util.Optional;

/**
 * One run of a worker, from its start to its end: what its beacon and its lease are known by. A worker that is
 * started again under its old name is another run.
 *
 * @param taskQueue the one that it polls for tasks
 * @param worker its name, the same as its identity in Temporal; two that run at once may share it
 * @param run tells the runs of all workers apart; {@link #RUN_LENGTH} digits
 */
@Internal
@OwnForm
public record WorkerRun(String taskQueue, String worker, String run) {
  /** How many digits tell the runs apart. */
  public static final int RUN_LENGTH = 12;

  private static final String OWN = "/run/";

  /** How much longer its own task queue's name is than that of the one that has the tasks; none is longer. */
  public static final int QUEUE_SUFFIX = OWN.length() + RUN_LENGTH;

  private static final String DOORBELL = "/doorbell";

  private static final String LEASE = "lease/";
  private static final String LEASES = "/leases";

  /** The run whose lease has that workflow id; empty if it is of no lease. */
  public static Optional<WorkerRun> ofLease(String leaseId) {
    int end = leaseId.lastIndexOf('/');
    int middle = leaseId.lastIndexOf('/', end - 1);
    return leaseId.startsWith(LEASE) && middle >= LEASE.length()
        ? Optional.of(new WorkerRun(
            leaseId.substring(LEASE.length(), middle),
            leaseId.substring(middle + 1, end).replace("%2F", "/").replace("%25", "%"),
            leaseId.substring(end + 1)))
        : Optional.empty();
  }

  /** The workflow id of its lease. */
  public String leaseId() {
    String name = worker.replace("%", "%25").replace("/", "%2F");
    return "%s%s/%s/%s".formatted(LEASE, taskQueue, name, run);
  }

  /** The workflow id of what it is {@linkplain DoorbellWorkflow asked} by. */
  public String doorbellId() {
    return leaseId() + DOORBELL;
  }

  /** The task queue that this run polls, and nobody else. */
  public String ownQueue() {
    return taskQueue + OWN + run;
  }

  /** The task queue of all leases of the workers that poll {@code taskQueue}: each of them polls it. */
  public static String leasesQueue(String taskQueue) {
    return taskQueue + LEASES;
  }
}
