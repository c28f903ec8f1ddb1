package dev.understudy.lease;

import java.time.Duration;

/** What a lease wants done. */
sealed interface NoticingEffect {
  /** Hear of the worker, until it is not heard of in time. */
  record Hold(int number) implements NoticingEffect {}

  /** Ask the worker. */
  record Ask(int question, Duration patience) implements NoticingEffect {}

  /** Have any worker that lives fail what this one held. */
  record Reap(ReapOrder order) implements NoticingEffect {}
}
