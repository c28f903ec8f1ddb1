package dev.understudy.attendance.ably;

import dev.understudy.attendance.Handoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a step has come from one attempt, whose worker was lost, to the next, as the worker that got it tells. Its
 * moments are told by the clock of Temporal, but for those of its {@link #reason}. Immutable.
 */
public sealed interface StepHandoff permits MovedStep {
  /** Workflow id of its task. */
  String task();

  /** Its activity type. */
  String type();

  /** Which attempt has begun, from 2, as Temporal counts. */
  int attempt();

  /** Why the attempt before ended, and when that was known. */
  Handoff.Reason reason();

  /**
   * When Temporal last heard of the attempt before; empty if it never did. A step beats several times in each of its
   * heartbeat timeouts, so it may have worked for a part of that time longer.
   */
  Optional<Instant> heard();

  /** When Temporal took the attempt before for ended. */
  Instant ended();

  /** When Temporal gave the step to this worker. */
  Instant started();

  /**
   * How long the work stood at the most: from the last that was heard of the attempt before, and if nothing was from
   * its end, until this one began. What that attempt had not reported as progress is done again after that.
   */
  default Duration stood() {
    return Duration.between(heard().orElse(ended()), started());
  }
}
