package dev.understudy.session;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;

/** Which agent a task makes present in which session. */
public record SessionSpec(SessionName session, AgentName agent) {

  /**
   * Begins with the place.
   *
   * @param session an Ably channel's name
   * @throws io.temporal.failure.ApplicationFailure not retried, if Ably would refuse the name
   */
  public static InSession on(String session) {
    return new InSession(Refusal.orResult(() -> new SessionName(session)));
  }

  /** A session that still lacks its agent. */
  public record InSession(SessionName session) {
    /**
     * Adds the agent.
     *
     * @param agent the clientId under which the agent is present
     * @throws io.temporal.failure.ApplicationFailure not retried, if it cannot be a clientId
     */
    public SessionSpec as(String agent) {
      return new SessionSpec(session, Refusal.orResult(() -> new AgentName(agent)));
    }
  }
}
