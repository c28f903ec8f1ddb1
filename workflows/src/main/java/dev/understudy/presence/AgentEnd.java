package dev.understudy.presence;

import dev.understudy.Internal;

/**
 * The end of a task's agent, as it is said in the channel, apart from its members: the worker that held
 * it may have died just before.
 *
 * @param generation up to which its tenures are over; an agent that comes again has a higher one
 * @param reason why
 */
@Internal
public record AgentEnd(String clientId, String task, long generation, LeaveReason reason) {
  /** Whose end it is. */
  public Member.Identity of() {
    return new Member.Identity(clientId, task);
  }

  /** Whether a tenure of that agent is over by this. */
  public boolean covers(Tenure tenure) {
    return tenure.generation() <= generation;
  }
}
