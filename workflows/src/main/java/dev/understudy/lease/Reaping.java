package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.time.Instant;

/**
 * How a worker was found to be gone, and what became of what it held.
 *
 * @param alarm what was noticed first
 * @param proved when the worker had not answered in time
 * @param reaped when what it held had been failed
 */
@Internal
@OwnForm
public record Reaping(Alarm alarm, Instant proved, Instant reaped, Harvest harvest) {}
