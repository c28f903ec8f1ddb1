package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.time.Instant;

/**
 * The first suspicion of those that add up to one.
 *
 * @param by who has raised it; the worker's own name if its lease has
 * @param noticed when it came
 */
@Internal
@OwnForm
public record Alarm(Suspicion why, String by, Instant noticed) {}
