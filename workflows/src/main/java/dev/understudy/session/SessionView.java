package dev.understudy.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import java.util.List;
import java.util.Optional;

/**
 * A task as seen from outside.
 *
 * @param state whether the task is at work
 * @param pausedBy who paused it and why; empty unless somebody did
 * @param agents those that are present now
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SessionView(AgentState state, Optional<Control> pausedBy, List<Agent> agents) {
  public SessionView {
    agents = List.copyOf(agents);
  }

  /** One agent of the task and what it shows. */
  public record Agent(SessionName session, AgentName agent, Status status) {}
}
