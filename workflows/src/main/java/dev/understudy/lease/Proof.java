package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import java.time.Instant;

/**
 * That another worker has asked one which did not answer, although the asker itself was answered.
 *
 * @param alarm why it has asked
 * @param proved when the worker had not answered in time
 * @param early what the asker has failed already of what the worker held
 */
@Internal
@OwnForm
public record Proof(Alarm alarm, Instant proved, Harvest early) {}
