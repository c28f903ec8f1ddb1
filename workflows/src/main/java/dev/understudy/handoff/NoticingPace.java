package dev.understudy.handoff;

import dev.understudy.Internal;
import java.time.Duration;

/**
 * How soon other workers notice that one is gone. Its beacon on Ably tells of a process that has ended, its lease in
 * Temporal of one that is frozen or cut off in silence; either way it is asked itself before what it held is given to
 * others. What depends on machines and networks is assumed, at its worst.
 */
@Internal
public final class NoticingPace {
  /** How long Ably keeps the beacon of a worker whose socket has closed: its least (docs "Unstable connections"). */
  public static final Duration BEACON_LINGERS = Duration.ofSeconds(1);

  /** A lease that is not heard of for so long is missed: longer than a blip, and than most pauses of a JVM. */
  public static final Duration LEASE_TIMEOUT = Duration.ofSeconds(5);

  /** How often a lease is heard of: three beats may be lost. */
  public static final Duration LEASE_BEAT = LEASE_TIMEOUT.dividedBy(4);

  /** For the answer of a worker whose beacon was seen to leave: it is dead, or lives and reaches Temporal. */
  public static final Duration BEACON_ANSWER = Duration.ofMillis(300);

  /** For the answer of a worker whose beacon is not there: it may be about to enter, as all after an outage of Ably. */
  public static final Duration MISSING_ANSWER = Duration.ofSeconds(2);

  /** For the answer of a worker whose lease was missed: after a restart of Temporal all are, and polls come back. */
  public static final Duration LEASE_ANSWER = Duration.ofSeconds(3);

  /** From a suspicion to the question, assumed: a signal or a timeout, and a workflow task. */
  static final Duration TELLING = Duration.ofMillis(500);

  /** From the missing answer to failed attempts, assumed: a workflow task, an activity, a look into the ledger. */
  static final Duration REAPING = Duration.ofSeconds(1);

  /** How many attempts a worker fails at once that reaps. */
  public static final int REAPED_AT_ONCE = 16;

  private NoticingPace() {}
}
