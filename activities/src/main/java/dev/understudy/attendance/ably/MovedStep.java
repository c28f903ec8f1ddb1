package dev.understudy.attendance.ably;

import dev.understudy.attendance.Handoff;
import java.time.Instant;
import java.util.Optional;

/** A {@link StepHandoff} as it was found. */
record MovedStep(
    String task,
    String type,
    int attempt,
    Handoff.Reason reason,
    Optional<Instant> heard,
    Instant ended,
    Instant started)
    implements StepHandoff {}
