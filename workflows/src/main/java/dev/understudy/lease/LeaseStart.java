package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.time.Instant;

/**
 * What a lease begins with.
 *
 * @param since when the run began
 * @param pages how many its ledger has
 * @param tally of the lease's runs before
 */
@Internal
@OwnForm
public record LeaseStart(WorkerRun run, Instant since, int pages, Tally tally) {
  LeaseStart with(int morePages, Tally laterTally) {
    return new LeaseStart(run, since, morePages, laterTally);
  }
}
