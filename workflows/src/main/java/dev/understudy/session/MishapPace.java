package dev.understudy.session;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How soon an attendance begins again that was over by a mishap: at once, but ever later if that happens again and
 * again, since each time costs its task some ten events of history, of which Temporal allows no more than 51,200.
 * Confined to the workflow's threads.
 */
final class MishapPace {
  private static final Duration FIRST = Duration.ofSeconds(1);

  /** Some three hundred events an hour. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** What comes after so long is another mishap. */
  private static final Duration CALM = Duration.ofMinutes(10);

  private int inARow;
  private long lastMillis;

  /** It has happened, at {@code nowMillis}. */
  void happened(long nowMillis) {
    inARow = nowMillis - lastMillis < CALM.toMillis() ? inARow + 1 : 1;
    lastMillis = nowMillis;
  }

  /** For how long to wait now. */
  Duration pause() {
    Duration pause = inARow > 1 ? FIRST : Duration.ZERO;
    for (int again = 2; again < inARow && pause.compareTo(LONGEST) < 0; again++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  /** Waits for as long, unless {@code isOff} by then. */
  void await(Supplier<Boolean> isOff) {
    if (!pause().isZero()) {
      Workflow.await(pause(), isOff);
    }
  }
}
