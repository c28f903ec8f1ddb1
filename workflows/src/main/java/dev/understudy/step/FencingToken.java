package dev.understudy.step;

/**
 * A number for the side effects of a step that never goes backwards for its task: each step that the
 * task schedules later, and each later attempt at a step, has a higher one, across continue-as-new and a
 * reset, too. An outside system that remembers the highest number it has seen, and refuses a lower one,
 * is safe from what a dead attempt still does. See {@code docs/side-effects.md}. For activity code.
 */
public final class FencingToken {
  /** As many attempts as Temporal makes in a month at one in 2.5 s. */
  private static final int ATTEMPT_BITS = 20;

  private static final int MAX_ATTEMPT = (1 << ATTEMPT_BITS) - 1;

  private FencingToken() {}

  /**
   * That of the attempt that runs on this thread; the same whenever it asks.
   *
   * <p>It is the step's number, about the epoch milliseconds at which it was scheduled, times 2^20, plus
   * Temporal's attempt number: fits in a signed 64-bit integer until the year 2248, but not in a
   * JavaScript number. Attempts beyond 2^20 share the highest token.
   *
   * @throws IllegalStateException if no activity runs on this thread, as in an item of a batch, which
   *     has an idempotency key instead; or it is not run, or was not scheduled, by a worker of
   *     Understudy: a made-up token would protect nothing
   */
  public static long ofThisStep() {
    if (StepThread.context("a fencing token", "use attempt.idempotencyKey()")
        instanceof Source source) {
      return of(source.stepNumber(), source.getInfo().getAttempt());
    }
    throw new IllegalStateException(
        "a fencing token needs a worker of Understudy: run this activity on an UnderstudyWorker");
  }

  /** That of the attempt number {@code attempt}, from 1, at step number {@code step}. */
  static long of(long step, int attempt) {
    return (step << ATTEMPT_BITS) + Math.min(attempt, MAX_ATTEMPT);
  }

  /** How a worker tells it, as the context of its activities. Not for authors of tasks. */
  public interface Source extends io.temporal.activity.ActivityExecutionContext {
    /**
     * The number that the step's task gave it.
     *
     * @throws IllegalStateException if it gave none
     */
    long stepNumber();
  }
}
