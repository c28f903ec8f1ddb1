package dev.understudy.attendance;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.understudy.payload.OwnForm;
import dev.understudy.payload.OwnFormDeserializer;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Tenure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How an agent has come from one worker to another, as the worker that got it tells: whether it was missed
 * meanwhile, and which part of that took how long. Immutable.
 *
 * <p>Its moments are told by several clocks: those of Temporal, of the worker that held the agent, and of the one
 * that holds it. They are in order as far as those clocks agree.
 */
@JsonDeserialize(as = ToldHandoff.class, using = OwnFormDeserializer.class)
@OwnForm // last, since the first annotation that tells Jackson how to read it counts
public sealed interface Handoff permits ToldHandoff {
  /** Where the agent is. */
  SessionName session();

  /** Its name there. */
  AgentName agent();

  /** Who held it before. The same worker may get it again, as another tenure. */
  Turn from();

  /** Who holds it now. */
  Turn to();

  /** Why it had to move, and when that was known. */
  Reason reason();

  /** How it came over, and what was seen of that. */
  Course course();

  /** One worker's turn at keeping an agent present. */
  @JsonDeserialize(as = ToldHandoff.OneTurn.class)
  sealed interface Turn permits ToldHandoff.OneTurn {
    /** The worker's name. */
    String worker();

    /** Which orders the turns at one agent: the higher one rules. */
    Tenure tenure();
  }

  /** Why something had to move. */
  @JsonDeserialize(as = ToldHandoff.KnownReason.class)
  sealed interface Reason permits ToldHandoff.KnownReason {
    HandoffCause cause();

    /** What was said about it, if the cause does not say it all: what an attempt failed with, or who was in between. */
    Optional<String> words();

    /**
     * When the first sign of it came: a suspicion, the end of the time in which a heartbeat was awaited, or the
     * moment at which a living worker gave the agent away. Empty if that is unknown.
     */
    Optional<Instant> noticed();

    /** When it was certain that a worker was gone, because it had not answered; empty if nobody asked it. */
    Optional<Instant> proved();

    /** When what that worker held was given out again; empty if it was not proved to be gone. */
    Optional<Instant> reaped();
  }

  /** How an agent came over. */
  @JsonDeserialize(as = ToldHandoff.SeenCourse.class)
  sealed interface Course permits ToldHandoff.SeenCourse {
    /** When Temporal gave it to the worker that holds it now. */
    Instant dispatched();

    /** When that worker saw its own member in the session. */
    Instant entered();

    /**
     * For how long no member of the agent was in the session before it entered: zero if that of the tenure before
     * was still there. The worker that enters counts from what it sees, and so at the earliest from its first look.
     */
    Duration offline();

    /**
     * Whether {@link #offline} is all of it. Otherwise the tenure before had gone when this one looked first, or it
     * could not see who is there: then it is at least that.
     */
    boolean isOfflineWhole();

    /**
     * For how long the member of the tenure before was still there beside the new one; zero if it had gone by then.
     * Empty while it is there, and if it is unknown.
     */
    Optional<Duration> ghost();
  }
}
