package dev.understudy.samples.chaos;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be done to a worker, or to a server. */
enum Kind {
  /** SIGKILL, and another worker in its place. */
  KILL,
  /** SIGTERM, and another worker in its place. */
  RESTART,
  /** SIGSTOP, and SIGCONT some time later. */
  FREEZE,
  /** Resets to all connections to Ably, and to new ones for a while. */
  RESET_ABLY,
  /** Nothing passes between worker and Ably for a while, and nobody is told. */
  SILENCE_ABLY,
  RESET_TEMPORAL,
  SILENCE_TEMPORAL,
  RESET_BOTH,
  SILENCE_BOTH,
  /** Ably's server ends, forgets everything, and begins anew. */
  ABLY_SERVER,
  /** Temporal's server stands still for a while. */
  TEMPORAL_SERVER,
  /** Temporal's server is killed, and another goes on with what it had written down. */
  TEMPORAL_RESTART;

  /** Those that a worker comes back from as the same process. */
  private static final Set<Kind> PASSING = EnumSet.range(FREEZE, SILENCE_BOTH);

  boolean isPassing() {
    return PASSING.contains(this);
  }

  boolean isOfAServer() {
    return compareTo(ABLY_SERVER) >= 0;
  }

  boolean reachesAbly() {
    return this == RESET_ABLY || this == SILENCE_ABLY || this == RESET_BOTH || this == SILENCE_BOTH;
  }

  boolean reachesTemporal() {
    return this == RESET_TEMPORAL
        || this == SILENCE_TEMPORAL
        || this == RESET_BOTH
        || this == SILENCE_BOTH;
  }

  boolean isSilent() {
    return this == SILENCE_ABLY || this == SILENCE_TEMPORAL || this == SILENCE_BOTH;
  }

  /** As people and programs read it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
