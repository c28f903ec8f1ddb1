package dev.understudy.session;

import dev.understudy.audience.Abandonment;
import dev.understudy.audience.Audience;
import dev.understudy.audience.AudiencePolicy;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import dev.understudy.refusal.Refusal;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which agent a task makes present in which session, for whom, and what becomes of its work when they
 * have left. Immutable.
 */
public final class SessionSpec {
  private final SessionName session;
  private final AgentName agent;
  private final AudiencePolicy policy;
  private final Status first;

  private SessionSpec(SessionName session, AgentName agent, AudiencePolicy policy, Status first) {
    this.session = session;
    this.agent = agent;
    this.policy = policy;
    this.first = first;
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
    public InSession {
      Refusal.unlessNull(session, "a session's name");
    }

    /**
     * Adds the agent.
     *
     * @param agent the clientId under which the agent is present
     * @throws io.temporal.failure.ApplicationFailure not retried, if it cannot be a clientId
     */
    public SessionSpec as(String agent) {
      return new SessionSpec(
          session, Refusal.orResult(() -> new AgentName(agent)), AudiencePolicy.NONE, Status.NONE);
    }
  }

  /** This one, which works for {@code audience} instead of for anyone. */
  public SessionSpec expecting(Audience audience) {
    return new SessionSpec(
        session,
        agent,
        new AudiencePolicy(Refusal.unlessNull(audience, "an audience"), policy.abandonment()),
        first);
  }

  /** This one, whose work does not simply go on when nobody of its audience is there. */
  public SessionSpec whenAbandoned(Abandonment abandonment) {
    return new SessionSpec(
        session,
        agent,
        new AudiencePolicy(
            policy.audience(), Refusal.unlessNull(abandonment, "what to do when abandoned")),
        first);
  }

  /** This one, whose agent shows {@code text} from the moment it enters. See {@link #showing(String, Map)}. */
  public SessionSpec showing(String text) {
    return showing(text, Map.of());
  }

  /**
   * This one, whose agent shows that from the moment it enters, until the task or a step shows something
   * else. Without this it enters showing nothing. A session that an earlier run of the task left open goes
   * on showing what it did.
   *
   * @param text not blank
   * @param detail values that JSON can hold; with the text at most 1 KiB
   * @throws io.temporal.failure.ApplicationFailure not retried, if it is blank, larger, or not JSON
   */
  public SessionSpec showing(String text, Map<String, ?> detail) {
    Refusal.unlessBlank(text, "a status");
    Refusal.unlessNull(detail, "the detail of a status");
    Status status = new Status(0, AgentState.ACTIVE, text, new LinkedHashMap<>(detail));
    Refusal.orResult(() -> new StatusMessage(task(), status).toJson());
    return new SessionSpec(session, agent, policy, status);
  }

  /** What is shown has to have room beside the id of its task, which is known where that says it. */
  private static String task() {
    return WorkflowUnsafe.isWorkflowThread() ? Workflow.getInfo().getWorkflowId() : "";
  }

  public SessionName session() {
    return session;
  }

  public AgentName agent() {
    return agent;
  }

  Seat seat() {
    return new Seat(session, agent);
  }

  /** What the agent shows first; {@link Status#NONE} if nothing. */
  Status first() {
    return first;
  }

  AudiencePolicy policy() {
    return policy;
  }

  @Override
  public String toString() {
    return "%s in %s, expecting %s, when abandoned %s"
        .formatted(agent, session, policy.audience(), policy.abandonment());
  }
}
