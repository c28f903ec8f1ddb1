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

  /** Hear of it if the worker takes part again, within the time in which it may be given something. */
  record AwaitReturn() implements NoticingEffect {}

  /** Have any worker that lives fail what was given to this one meanwhile, after a while. */
  record ReapAgain(ReapOrder order, Duration pause) implements NoticingEffect {}
}
