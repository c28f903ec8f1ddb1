package dev.understudy.presence;

import dev.understudy.Internal;
import java.util.Optional;

/**
 * One entry of a session's presence set: a device of a user, or a tenure of an agent.
 *
 * @param agent what the member's data says of the agent that it is; empty for a user
 * @param role what a user's data says under {@code "role"}
 */
@Internal
public record Member(
    String clientId, String connectionId, Optional<AgentPresence> agent, Optional<String> role) {
  /** What tells members apart (Ably features spec, TP3h). */
  public Key key() {
    return new Key(clientId, connectionId);
  }

  /** The user or the agent that it stands for, as other members may. */
  public Identity identity() {
    return new Identity(clientId, agent.map(AgentPresence::task).orElse(""));
  }

  /** The same clientId on two connections makes two members. */
  public record Key(String clientId, String connectionId) {}

  /**
   * A user, on however many devices, or the agent of a task, whichever tenure holds it.
   *
   * @param task empty for a user
   */
  public record Identity(String clientId, String task) {}
}
