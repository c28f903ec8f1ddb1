package dev.understudy.lease;

import dev.understudy.Internal;
import dev.understudy.handoff.NoticingPace;
import java.time.Duration;

/** How soon it is noticed that a worker is gone: all the times of its lease. */
@Internal
public final class LeasePace {
  /** A worker that is not heard of for so long is suspected: longer than a blip, and than most pauses of a JVM. */
  public static final Duration TIMEOUT = NoticingPace.LEASE_TIMEOUT;

  /** How often a worker is heard of: three beats may be lost. */
  public static final Duration BEAT = NoticingPace.LEASE_BEAT;

  /**
   * How long a step runs before it stands in the ledger: what is over sooner costs nothing. Those that are younger are
   * found by their task, which does.
   */
  public static final Duration STEP_AGE = Duration.ofMillis(250);

  /** How long a task stands in the ledger after its last step began: one that goes on costs nothing. */
  public static final Duration NAMED = Duration.ofMinutes(1);

  /**
   * How long before the first suspicion a step may have begun that is found by its task: longer than a worker is dead
   * before its lease is missed.
   */
  public static final Duration YOUNG = Duration.ofSeconds(10);

  /** How long what is new waits for more before it is written into the ledger. */
  public static final Duration SOON = Duration.ofMillis(20);

  /** From one write of a page to the next, at the least. */
  public static final Duration WRITE_GAP = Duration.ofMillis(100);

  /** How long what is over may stand in the ledger: to fail it once more hurts nobody. */
  public static final Duration STRIKE_GAP = Duration.ofSeconds(5);

  /** Temporal keeps for a day at the least what is over: so often a worker hangs its doorbell anew. */
  public static final Duration DOORBELL = Duration.ofHours(6);

  /**
   * How long a worker may be silent that decides on a lease, or reaps, before another one does that: one that is
   * frozen still has polls out, and they are given work.
   */
  public static final Duration DEPUTY = Duration.ofSeconds(1);

  /** From reaping to the first look what a worker was given since; the next ones take longer, unless there was some. */
  public static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** How long a worker that is silent may be given something: a poll ends after a minute, or when its socket does. */
  public static final Duration POLLS_END = Duration.ofSeconds(70);

  /** How long a worker may reap at the most: thousands of agents take a few seconds. */
  public static final Duration REAPING = Duration.ofSeconds(60);

  private LeasePace() {}

  /** How long a worker has to answer. */
  public static Duration patience(Suspicion why) {
    return switch (why) {
      case BEACON -> NoticingPace.BEACON_ANSWER;
      case MISSING -> NoticingPace.MISSING_ANSWER;
      case LEASE -> NoticingPace.LEASE_ANSWER;
    };
  }
}
