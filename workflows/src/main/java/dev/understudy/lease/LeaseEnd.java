package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.time.Instant;
import java.util.Optional;

/**
 * What a lease ends with.
 *
 * @param since when the run began
 * @param reaping empty if the worker has said goodbye
 */
@Internal
@OwnForm
public record LeaseEnd(WorkerRun run, Instant since, Tally tally, Optional<Reaping> reaping) {}
