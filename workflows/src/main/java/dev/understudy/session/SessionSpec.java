package dev.understudy.session;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;

/**
 * Which agent a task makes present in which session, for whom, and what becomes of its work when they
 * have left. Immutable.
 */
public final class SessionSpec {
  private final SessionName session;
  private final AgentName agent;
  private final Expectation expectation;

  private SessionSpec(SessionName session, AgentName agent, Expectation expectation) {
    this.session = session;
    this.agent = agent;
    this.expectation = expectation;
  }

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
      return new SessionSpec(
          session, Refusal.orResult(() -> new AgentName(agent)), Expectation.NONE);
    }
  }

  /** This one, which works for {@code audience} instead of for anyone. */
  public SessionSpec expecting(Audience audience) {
    return new SessionSpec(
        session,
        agent,
        new Expectation(Refusal.unlessNull(audience, "an audience"), expectation.abandonment()));
  }

  /** This one, whose work does not simply go on when nobody of its audience is there. */
  public SessionSpec whenAbandoned(Abandonment abandonment) {
    return new SessionSpec(
        session,
        agent,
        new Expectation(
            expectation.audience(), Refusal.unlessNull(abandonment, "what to do when abandoned")));
  }

  public SessionName session() {
    return session;
  }

  public AgentName agent() {
    return agent;
  }

  Expectation expectation() {
    return expectation;
  }
}
