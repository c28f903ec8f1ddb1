package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;

/**
 * Somebody thinks that a worker may be gone.
 *
 * @param by the name of the worker that says so
 */
@Internal
@OwnForm
public record Suspected(Suspicion why, String by) {}
