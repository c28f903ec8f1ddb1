package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.audience.Absence;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import java.util.List;
import java.util.Optional;

/**
 * A task as seen from outside.
 *
 * @param state whether the task is at work, paused, or waits for an answer; paused without {@code
 *     pausedBy} while it waits for people to come, or to come back
 * @param pausedBy who paused it and why; empty unless somebody did
 * @param cancelledBy who cancelled it and why; empty unless somebody did by that order
 * @param isCancelled whether it is cancelled, by whomever, be it in Temporal, or because nobody was there: it
 *     takes no more orders, and cleans up unless it is over
 * @param questions that wait for an answer
 * @param messagesTaken how many messages of people the task has taken, over all its runs
 * @param messagesWaiting how many it has not taken yet; once it is over, how many it never took
 * @param agents those that are present now
 * @param past the latest that have left in this run of the task, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SessionView(
    AgentState state,
    Optional<Control> pausedBy,
    Optional<Control> cancelledBy,
    boolean isCancelled,
    List<Question> questions,
    long messagesTaken,
    int messagesWaiting,
    List<Agent> agents,
    List<Past> past) {
  public SessionView {
    questions = List.copyOf(questions);
    agents = List.copyOf(agents);
    past = List.copyOf(past);
  }

  /**
   * An agent that has left.
   *
   * @param agent as it was at the end
   * @param reason why it left
   */
  public record Past(Agent agent, LeaveReason reason) {}

  /**
   * One agent of the task, what it shows, and whom it sees.
   *
   * @param sees whom it sees
   * @param work what its work has come to
   */
  public record Agent(
      SessionName session, AgentName agent, Status status, Surroundings sees, Work work) {}

  /**
   * The people of a session.
   *
   * @param people who are online
   * @param absences the latest times in which nobody of the audience was, oldest first; the time before
   *     the first arrival is one of them only if it got the task cancelled
   */
  public record Surroundings(People people, List<Absence> absences) {
    public Surroundings {
      absences = List.copyOf(absences);
    }
  }

  /**
   * An agent's work.
   *
   * @param activeMillis for how long its session was open and not paused, by the workflow's clock: also
   *     while no worker lived to do the work
   * @param discardedSteps how many steps a pause has thrown away in this run of the task, each with what
   *     is within it; they run again
   */
  public record Work(long activeMillis, int discardedSteps) {}
}
