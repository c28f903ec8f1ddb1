package dev.understudy.session;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.understudy.attendance.Handoff;
import dev.understudy.audience.Absence;
import dev.understudy.payload.OwnForm;
import dev.understudy.payload.OwnFormDeserializer;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import java.util.List;
import java.util.Optional;

/** A task as seen from outside: what the query {@code session} answers. Immutable. */
@JsonDeserialize(as = TaskView.class, using = OwnFormDeserializer.class)
@OwnForm // last, since the first annotation that tells Jackson how to read it counts
public sealed interface SessionView permits TaskView {
  /**
   * Whether the task is at work, paused, or waits for an answer; paused without {@link #pausedBy} while it
   * waits for people to come, or to come back.
   */
  AgentState state();

  /** Who paused it and why; empty unless somebody did. */
  Optional<Control> pausedBy();

  /** Who cancelled it and why; empty unless somebody did by that order. */
  Optional<Control> cancelledBy();

  /**
   * Whether it is cancelled, by whomever, be it in Temporal, or because nobody was there: it takes no more
   * orders, and cleans up unless it is over.
   */
  boolean isCancelled();

  /** Those that wait for an answer. */
  List<Question> questions();

  /** How many messages of people the task has taken, over all its runs. */
  long messagesTaken();

  /** How many messages of people it has not taken yet; once it is over, how many it never took. */
  int messagesWaiting();

  /** Those that are present now. */
  List<Agent> agents();

  /** The latest that have left in this run of the task, oldest first. */
  List<Past> past();

  /** How agents of the task have come from worker to worker, the latest of all of its runs, oldest first. */
  List<Handoff> handoffs();

  /** An agent that has left. */
  @JsonDeserialize(as = TaskView.PastAgent.class)
  sealed interface Past permits TaskView.PastAgent {
    /** As it was at the end. */
    Agent agent();

    /** Why it left. */
    LeaveReason reason();
  }

  /** One agent of the task, what it shows, and whom it sees. */
  @JsonDeserialize(as = TaskView.OneAgent.class)
  sealed interface Agent permits TaskView.OneAgent {
    /** Where it is. */
    SessionName session();

    /** Its name there. */
    AgentName agent();

    /** Who keeps it present, as that worker told last; empty if none has told yet. */
    Optional<Handoff.Turn> keeper();

    /** What it shows. */
    Status status();

    /** Whom it sees. */
    Surroundings sees();

    /** What its work has come to. */
    Work work();
  }

  /** The people of a session. */
  @JsonDeserialize(as = TaskView.SeenPeople.class)
  sealed interface Surroundings permits TaskView.SeenPeople {
    /** Who is online. */
    People people();

    /**
     * The latest times in which nobody of the audience was, oldest first; the time before the first arrival is
     * one of them only if it got the task cancelled.
     */
    List<Absence> absences();

    /** What becomes of the work next if nobody of the audience comes; empty if nothing does, or somebody is there. */
    Optional<Due> due();
  }

  /** What an absence comes to at the end of a time, unless somebody is seen to be there then. */
  @JsonDeserialize(as = TaskView.NextDue.class)
  sealed interface Due permits TaskView.NextDue {
    /** What: a pause, or a cancellation. */
    Absence.Outcome outcome();

    /** When, in epoch milliseconds of the workflow's clock. */
    long atMillis();
  }

  /** An agent's work. */
  @JsonDeserialize(as = TaskView.DoneWork.class)
  sealed interface Work permits TaskView.DoneWork {
    /**
     * For how long its session was open and not paused, by the workflow's clock: also while no worker lived to
     * do the work.
     */
    long activeMillis();

    /**
     * How many steps a pause has thrown away in this run of the task, each with what is within it; they run
     * again.
     */
    int discardedSteps();
  }
}
