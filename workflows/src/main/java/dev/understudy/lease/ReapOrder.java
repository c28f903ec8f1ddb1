package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.time.Instant;

/**
 * To fail what stands in the ledger of a worker that is gone.
 *
 * @param from whose it is
 * @param alarm what was noticed first
 * @param proved when it had not answered in time
 */
@Internal
@OwnForm
public record ReapOrder(WorkerRun from, Alarm alarm, Instant proved) {
  /** What those are told whose attempts are failed at {@code now}. */
  public Reaped reaped(Instant now) {
    return new Reaped(from, alarm.why(), alarm.noticed(), proved, now);
  }
}
