package dev.understudy.lease.held;

import dev.understudy.Internal;
import dev.understudy.lease.LeaseEnd;
import dev.understudy.lease.WorkerRun;
import java.time.Instant;
import java.util.Optional;

/** What Temporal has on the lease of one run of a worker. */
@Internal
public sealed interface LeaseRecord {
  WorkerRun run();

  /** How a lease stands that is open. */
  enum Standing {
    /** Nobody doubts its worker. */
    HELD,
    /** Somebody does, and it is asked. */
    ASKED,
    /** It has not answered, and what it held is given to others. */
    REAPED
  }

  /**
   * One that is open.
   *
   * @param since when it began; that of a long life begins anew now and then
   * @param heard when the worker was last heard of; empty if it was not since it holds the lease
   */
  record Open(
      WorkerRun run, Instant since, Optional<Instant> heard, Standing standing, Holdings holdings)
      implements LeaseRecord {}

  /** What stands in a ledger, and how many pages of it cannot be read. */
  record Holdings(int attendances, int steps, int unread) {}

  /** One that has ended as it should. */
  record Ended(LeaseEnd end) implements LeaseRecord {
    @Override
    public WorkerRun run() {
      return end.run();
    }
  }

  /**
   * One that somebody has ended, or that cannot be read.
   *
   * @param how in a word, such as "terminated"
   */
  record Broken(WorkerRun run, String how, Instant at) implements LeaseRecord {}
}
