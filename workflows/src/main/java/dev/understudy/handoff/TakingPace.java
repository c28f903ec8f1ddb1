package dev.understudy.handoff;

import dev.understudy.Internal;
import java.time.Duration;

/**
 * How many agents a worker takes. More than it attaches and enters would wait on it, while another worker might have
 * room; so it asks Temporal for no more than this.
 */
@Internal
public final class TakingPace {
  /** After a moment in which it took none. */
  public static final int TAKEN_AT_ONCE = 100;

  /** In the long run. */
  public static final int TAKEN_PER_SECOND = 100;

  /**
   * From one question of a worker to the next while it holds as many agents as it may. It goes on asking, since what
   * else needs Ably waits with them; an agent that it gets in this way it gives back.
   */
  public static final Duration FULL = Duration.ofMillis(100);

  private TakingPace() {}

  /** From one agent to the next in the long run. */
  public static Duration gap() {
    return Duration.ofSeconds(1).dividedBy(TAKEN_PER_SECOND);
  }

  /** From the first to the last of so many that a worker takes, if nothing else is slower. */
  static Duration taking(int count) {
    return gap().multipliedBy(Math.max(0, count - TAKEN_AT_ONCE));
  }
}
