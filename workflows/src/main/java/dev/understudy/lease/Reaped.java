package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.time.Instant;

/**
 * Why Temporal gave something out again: its worker was gone. Stands in the details of the failure that ended the
 * attempt, whose type is {@link #TYPE}.
 *
 * @param from the run of the worker that had held it
 * @param why what was noticed first
 * @param noticed when the first suspicion came
 * @param proved when the worker had not answered in time
 * @param reaped when the attempt was failed
 */
@Internal
@OwnForm
public record Reaped(
    WorkerRun from, Suspicion why, Instant noticed, Instant proved, Instant reaped) {
  /** The type of that failure. */
  public static final String TYPE = "understudy.reaped";
}
