package dev.understudy.lease.held;

import dev.understudy.Internal;
import dev.understudy.beacon.LeaseDesk;
import dev.understudy.lease.Alarm;
import dev.understudy.lease.Harvest;
import dev.understudy.lease.Proof;
import dev.understudy.lease.ReapOrder;
import dev.understudy.lease.Suspicion;
import dev.understudy.lease.WorkerRun;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does about another one whose beacon went out: it asks by itself, fails the first of what that one held,
 * and then tells its lease, which has the rest done. That is quicker than to have the lease ask, for every timer of a
 * Temporal server may be a second late once its shard has done anything; and a lease that decides makes it do a lot.
 * Whatever is not sure, or is suspected for another reason, is left to the lease. Thread-safe.
 */
@Internal
public final class Witness implements LeaseDesk {
  private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

  /** A process that stood still for longer knows nothing of others any more. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Leases leases;
  private final Doorbell doorbell;
  private final Reaper reaper;

  /** The worker whose run {@code self} is. */
  public Witness(WorkflowClient client, WorkerRun self) {
    this(client, self, Doorbell.Pace.QUICK);
  }

  Witness(WorkflowClient client, WorkerRun self, Doorbell.Pace pace) {
    this.leases = new Leases(client, self.taskQueue());
    this.doorbell = new Doorbell(client, self, pace);
    this.reaper = new Reaper(client, self);
  }

  @Override
  public List<WorkerRun> open() {
    return leases.open();
  }

  @Override
  public void suspect(WorkerRun run, Suspicion why, String by) {
    Alarm alarm = new Alarm(why, by, Instant.now());
    switch (why == Suspicion.BEACON ? ring(run) : Doorbell.Answer.UNKNOWN) {
      case ANSWERED -> LOG.info("{} lives", run.worker());
      case SILENCE -> prove(run, alarm);
      case UNKNOWN -> leases.suspect(run, why, by);
    }
  }

  private Doorbell.Answer ring(WorkerRun run) {
    try {
      return doorbell.ring(run);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Doorbell.Answer.UNKNOWN;
    }
  }

  private void prove(WorkerRun run, Alarm alarm) {
    long begun = System.nanoTime();
    Instant proved = Instant.now();
    Proof proof = new Proof(alarm, proved, early(new ReapOrder(run, alarm, proved)));
    if (Duration.ofNanos(System.nanoTime() - begun).compareTo(FRESH) < 0) {
      leases.prove(run, proof);
    } else {
      leases.suspect(run, alarm.why(), alarm.by());
    }
  }

  private Harvest early(ReapOrder order) {
    try {
      return reaper.reapEarly(order);
    } catch (RuntimeException left) { // Whatever it is, the lease has it done.
      LOG.debug("nothing of {} was given out at once", order.from(), left);
      return Harvest.NONE;
    }
  }
}
