package dev.understudy.presence.ably;

import dev.understudy.Internal;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * When something is tried again that Ably or Temporal could not do: after a second, for as long as it takes. What
 * hindered it may have passed by then, as a lost connection and a limit on rates mostly have; an agent that is
 * hindered for longer costs one request a second; and a second more is nothing beside what hindered it.
 */
@Internal
public final class RetryPace {
  /** How long it is from one try to the next. */
  public static final Duration PAUSE = Duration.ofSeconds(1);

  private RetryPace() {}

  /** Does something on {@code loop} when it is time to try again; never, if that has ended by then. */
  public static void later(ScheduledExecutorService loop, Runnable action) {
    Future<?> unused = loop.schedule(action, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
