package dev.understudy.handoff;

import static dev.understudy.refusal.RefusedArgumentException.requireBetween;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The numbers of a handoff. A takeover after a crash must end before Ably drops the member that the
 * dead worker left, so everything that a takeover waits for has to fit in {@code remainPresentFor}.
 *
 * <p>Workers notice each other's end, by a beacon or by a lease, far sooner than heartbeats are missed. Heartbeats
 * keep the promise if both fail, so it is they that have to fit.
 *
 * @param remainPresentFor how long Ably keeps a member whose connection broke, from 1 s (Ably's
 *     minimum, Presence docs "Unstable connections") to 120 s (its connection state lives no longer,
 *     features spec DF1a)
 * @param heartbeatInterval how often the connection to Ably proves that it lives, from 5 s to 30 min
 *     (Ably connection docs); decides how soon silent loss is {@linkplain #silence noticed}
 * @param heartbeatTimeout how long Temporal waits for a heartbeat of an attendance or a step before
 *     it gives it to another worker, from 1 s to 60 s
 */
public record HandoffPolicy(
    Duration remainPresentFor, Duration heartbeatInterval, Duration heartbeatTimeout) {

  static final Duration MOST_REMAIN_PRESENT_FOR = Duration.ofMinutes(2);
  static final Duration LEAST_HEARTBEAT_TIMEOUT = Duration.ofSeconds(1);
  static final Duration MOST_HEARTBEAT_TIMEOUT = Duration.ofMinutes(1);

  /** Ably's own value for resumable agents, its shortest interval, and a timeout that costs little and fits. */
  public static final HandoffPolicy DEFAULT =
      new HandoffPolicy(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(15));

  /** How late a sign of life of Ably may come: a longer wait is tried anew, which costs little. */
  public static final Duration SILENCE_PATIENCE = Duration.ofSeconds(5);

  /**
   * Between two attempts of an attendance. Zero would mean "never again" to a real server, and
   * growing delays would make a later crash slower than the first.
   */
  public static final Duration RETRY_DELAY = Duration.ofMillis(100);

  /** Past this, people see an agent that died for good as online for longer than they should. */
  private static final Duration LONG_REMAIN_PRESENT_FOR = Duration.ofSeconds(60);

  /** From the end of one attempt to the agent's presence by the next. */
  private static final Duration ENTERED_ELSEWHERE = Takeover.DISPATCH.plus(Takeover.ENTER);

  /** A connection that comes back within this keeps its agents, where there is time for that. */
  private static final Duration LONGEST_BLIP = Duration.ofSeconds(8);

  /** A takeover may use three quarters of the time there is; the rest is room to spare. */
  private static final double USABLE = 0.75;

  /** Beats in one heartbeat timeout: two may be lost before a living worker is taken for dead. */
  private static final int BEATS_PER_TIMEOUT = 3;

  /** What a step did after its last note that was heard is done again after a crash: seldom more than this. */
  private static final Duration NOTES = Duration.ofMillis(1250);

  /** Pauses of a collector and of a busy machine are shorter. */
  private static final Duration SHORTEST_STANDSTILL = Duration.ofSeconds(1);

  public HandoffPolicy {
    requireBetween(
        "remainPresentFor",
        Duration.ofSeconds(1),
        MOST_REMAIN_PRESENT_FOR,
        remainPresentFor,
        HandoffPolicy::seconds);
    requireBetween(
        "heartbeatInterval",
        Duration.ofSeconds(5),
        Duration.ofMinutes(30),
        heartbeatInterval,
        HandoffPolicy::seconds);
    requireBetween(
        "heartbeatTimeout",
        LEAST_HEARTBEAT_TIMEOUT,
        MOST_HEARTBEAT_TIMEOUT,
        heartbeatTimeout,
        HandoffPolicy::seconds);
  }

  public HandoffPolicy withRemainPresentFor(Duration value) {
    return new HandoffPolicy(value, heartbeatInterval, heartbeatTimeout);
  }

  public HandoffPolicy withHeartbeatInterval(Duration value) {
    return new HandoffPolicy(remainPresentFor, value, heartbeatTimeout);
  }

  public HandoffPolicy withHeartbeatTimeout(Duration value) {
    return new HandoffPolicy(remainPresentFor, heartbeatInterval, value);
  }

  /** How often an attendance has to beat. */
  public Duration heartbeatPeriod() {
    return heartbeatPeriod(heartbeatTimeout);
  }

  /** How often anything with that heartbeat timeout has to beat. */
  public static Duration heartbeatPeriod(Duration heartbeatTimeout) {
    return heartbeatTimeout.dividedBy(BEATS_PER_TIMEOUT);
  }

  /** How often Temporal hears what a step notes for its next attempt, if it notes that often. */
  public Duration notePeriod() {
    return shorter(NOTES, heartbeatPeriod());
  }

  /** A process that stood still for longer has to look who took over what it held. */
  public Duration longestStandstill() {
    Duration noticed = shorter(heartbeatPeriod(), NoticingPace.LEASE_TIMEOUT);
    return noticed.compareTo(SHORTEST_STANDSTILL) < 0 ? SHORTEST_STANDSTILL : noticed;
  }

  /**
   * From a worker's death to its agent's presence elsewhere if nobody notices it but Temporal, by heartbeats that it
   * misses; everything at its worst.
   */
  public Duration worstTakeover() {
    return byHeartbeats().total();
  }

  /** A takeover of which nothing but missed heartbeats tell. */
  Takeover byHeartbeats() {
    return Takeover.timedOut(heartbeatTimeout, RETRY_DELAY);
  }

  /** From the end of a worker's process to its agent's presence elsewhere, noticed by its beacon; at its worst. */
  public Duration worstByBeacon() {
    return Takeover.BY_BEACON.total();
  }

  /** From a worker's last sign of life to its agent's presence elsewhere, noticed by its lease; at its worst. */
  public Duration worstByLease() {
    return Takeover.BY_LEASE.total();
  }

  /**
   * How long a connection to Ably may be dead before its worker knows, if it dies in silence: no sign of life comes,
   * and the next one is not awaited for ever.
   */
  public Duration silence() {
    return heartbeatInterval.plus(SILENCE_PATIENCE);
  }

  /**
   * How long a worker that has lost its connection to Ably keeps its agents before it gives them to workers that
   * have one. So late that a blip moves nobody, so soon that another worker has entered before Ably drops the members;
   * also if Ably saw the loss at once, and the worker heard nothing but silence.
   */
  public Duration handBackAfter() {
    Duration left = usable().minus(silence()).minus(ENTERED_ELSEWHERE);
    Duration least = usable().dividedBy(4);
    Duration wanted = left.compareTo(least) < 0 ? least : left;
    return wanted.compareTo(LONGEST_BLIP) < 0 ? wanted : LONGEST_BLIP;
  }

  /** From a cut in silence to an agent's presence on a worker that is not cut off, everything at its worst. */
  public Duration worstHandBack() {
    return silence().plus(handBackAfter()).plus(ENTERED_ELSEWHERE);
  }

  /** Why these numbers cannot keep an agent present across a crash, and what to change; empty if they can. */
  public Optional<String> flaw() {
    if (worstTakeover().compareTo(usable()) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        ("a takeover that waits for missed heartbeats can take %s, which does not fit in remainPresentFor %s"
                + " with a quarter to spare: raise remainPresentFor to at least %s%s")
            .formatted(
                seconds(worstTakeover()),
                seconds(remainPresentFor),
                seconds(needed(worstTakeover())),
                lowerHeartbeatTimeout()));
  }

  /** What works but is worth a second thought; empty if nothing is. */
  public Optional<String> warning() {
    String warnings = Stream.of(longRemain(), lateBeacon(), lateHandBack())
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
    return Optional.of(warnings).filter(some -> !some.isEmpty());
  }

  private Optional<String> longRemain() {
    return remainPresentFor.compareTo(LONG_REMAIN_PRESENT_FOR) <= 0
        ? Optional.empty()
        : Optional.of(
            "remainPresentFor %s is above 60 s: an agent that died for good is seen online that long"
                .formatted(seconds(remainPresentFor)));
  }

  private Optional<String> lateBeacon() {
    return worstByBeacon().compareTo(usable()) <= 0
        ? Optional.empty()
        : Optional.of(
            ("a takeover that a beacon tells of can take %s, which does not fit in remainPresentFor %s with a"
                    + " quarter to spare, so that the heartbeats of agents alone keep them present: raise"
                    + " remainPresentFor to at least %s")
                .formatted(
                    seconds(worstByBeacon()),
                    seconds(remainPresentFor),
                    seconds(needed(worstByBeacon()))));
  }

  private Optional<String> lateHandBack() {
    return worstHandBack().compareTo(usable()) <= 0
        ? Optional.empty()
        : Optional.of(
            ("the agents of a worker whose connection to Ably dies in silence can be back after %s, which does"
                    + " not fit in remainPresentFor %s with a quarter to spare: raise remainPresentFor, or lower"
                    + " heartbeatInterval, of which 5 s is the least")
                .formatted(seconds(worstHandBack()), seconds(remainPresentFor)));
  }

  /** What of {@code remainPresentFor} a takeover may take, with room to spare. */
  Duration usable() {
    return Duration.ofMillis((long) (remainPresentFor.toMillis() * USABLE));
  }

  /** The least {@code remainPresentFor} in which something fits that takes so long. */
  static Duration needed(Duration worst) {
    return Duration.ofMillis((long) Math.ceil(worst.toMillis() / USABLE));
  }

  private String lowerHeartbeatTimeout() {
    Duration fitting = usable().minus(worstTakeover().minus(heartbeatTimeout));
    return fitting.compareTo(LEAST_HEARTBEAT_TIMEOUT) < 0
        ? ""
        : " or lower heartbeatTimeout to at most " + seconds(fitting);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  static String seconds(Duration duration) {
    double value = duration.toMillis() / 1000.0;
    return (value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value))
        + " s";
  }
}
