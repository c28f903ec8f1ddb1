package dev.understudy.presence.ably;

import dev.understudy.Internal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * When something is tried again that Ably or Temporal could not do: after a second, for as long as it takes. What
 * hindered it may have passed by then, as a lost connection and a limit on rates mostly have; an agent that is
 * hindered for longer costs one request a second; and a second more is nothing beside what hindered it.
 *
 * <p>What Ably refuses is tried again ever later, up to the six seconds in which it counts what a connection sends, and
 * at no two agents at once: a crowd that exceeds the rate together would exceed it together again.
 */
@Internal
public final class RetryPace {
  /** How long it is from one try to the next. */
  public static final Duration PAUSE = Duration.ofSeconds(1);

  /** The interval of Ably's rates (Ably limits page). */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(6);

  private static final int MOST_DOUBLINGS = 3;

  private RetryPace() {}

  /** Does something on {@code loop} when it is time to try again; never, if that has ended by then. */
  public static void later(ScheduledExecutorService loop, Runnable action) {
    Future<?> unused = loop.schedule(action, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does something on {@code loop} when it is time to try again what Ably has refused so many times. */
  public static void later(Executor loop, int refusals, Runnable action) {
    Duration pause = pause(refusals, ThreadLocalRandom.current().nextDouble());
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, loop)
        .execute(action);
  }

  /**
   * From half to the whole of a second that doubles with each refusal but the first.
   *
   * @param refusals at least 1
   * @param chance from 0 to 1
   */
  static Duration pause(int refusals, double chance) {
    long most = Math.min(
        PAUSE.toMillis() << Math.min(refusals - 1, MOST_DOUBLINGS), LONGEST_PAUSE.toMillis());
    return Duration.ofMillis(Math.round(most * (1 + chance) / 2));
  }
}
