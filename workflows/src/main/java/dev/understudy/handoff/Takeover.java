package dev.understudy.handoff;

import dev.understudy.Internal;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one agent's takeover waits for, part after part, everything at its worst. Immutable.
 *
 * @param parts those that there are, in their order
 */
@Internal
public record Takeover(Map<Part, Duration> parts) {
  /** What is waited for, in its order. */
  public enum Part {
    /** A beacon, a lease or a heartbeat is missed. */
    MISSED("missed"),
    /** The suspicion becomes a question; assumed. */
    TELLING("telling"),
    /** The worker does not answer. */
    NO_ANSWER("noAnswer"),
    /** What it held is failed; assumed. */
    REAPING("reaping"),
    /** The next attempt begins. */
    NEXT_ATTEMPT("nextAttempt"),
    /** From "to be tried again" to "running elsewhere", two polls and a busy machine; assumed. */
    DISPATCH("dispatch"),
    /** Attach, sync, enter and its echo over a connection that is already there; assumed. */
    ENTER("enter");

    private final String word;

    Part(String word) {
      this.word = word;
    }

    /** Its name for programs. */
    public String word() {
      return word;
    }
  }

  static final Duration DISPATCH = Duration.ofSeconds(1);
  static final Duration ENTER = Duration.ofSeconds(2);

  /** The process has ended, and others see its beacon leave. */
  public static final Takeover BY_BEACON =
      proved(NoticingPace.BEACON_LINGERS, NoticingPace.BEACON_ANSWER);

  /** The process is frozen or cut off in silence, and its lease is missed. */
  public static final Takeover BY_LEASE =
      proved(NoticingPace.LEASE_TIMEOUT, NoticingPace.LEASE_ANSWER);

  public Takeover {
    parts = Collections.unmodifiableMap(new EnumMap<>(parts));
  }

  /** Noticed by others, and proved. */
  private static Takeover proved(Duration missed, Duration unanswered) {
    return new Takeover(Map.of(
        Part.MISSED,
        missed,
        Part.TELLING,
        NoticingPace.TELLING,
        Part.NO_ANSWER,
        unanswered,
        Part.REAPING,
        NoticingPace.REAPING,
        Part.DISPATCH,
        DISPATCH,
        Part.ENTER,
        ENTER));
  }

  /** Noticed by Temporal alone. */
  static Takeover timedOut(Duration missed, Duration retryDelay) {
    return new Takeover(Map.of(
        Part.MISSED,
        missed,
        Part.NEXT_ATTEMPT,
        retryDelay,
        Part.DISPATCH,
        DISPATCH,
        Part.ENTER,
        ENTER));
  }

  /** From the worker's end to the agent's presence elsewhere. */
  public Duration total() {
    return parts.values().stream().reduce(Duration.ZERO, Duration::plus);
  }
}
