package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.time.Instant;
import java.util.Optional;

/**
 * What a lease tells of a worker. What the worker holds stands in the ledger.
 *
 * @param since when the run began
 * @param pages how many its ledger has
 * @param alarm why it is asked, or reaped, at the moment; empty if nobody doubts it
 * @param proved when it had not answered in time; empty unless it is being reaped
 */
@Internal
@OwnForm
public record LeaseView(
    WorkerRun run,
    Instant since,
    int pages,
    Tally tally,
    Optional<Alarm> alarm,
    Optional<Instant> proved) {}
