package dev.understudy.presence.ably;

import dev.understudy.presence.AgentName;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest status of each agent and task that a channel has carried. Anybody who may publish can
 * post here under its own clientId, so it holds a bounded number. Confined to one thread.
 */
final class StatusBoard {
  private static final int MAX_POSTS = 1000;

  /** Ably vouches for clientIds: a status under another one than the agent's never counts. */
  private record Post(String clientId, String task) {}

  private final Map<Post, Status> newest = new LinkedHashMap<>();

  /** Returns whether it is news. */
  boolean note(String clientId, StatusMessage message) {
    Post post = new Post(clientId, message.task());
    Status known = newest.getOrDefault(post, Status.NONE);
    if (!message.status().isNewerThan(known)) {
      return false;
    }
    newest.remove(post);
    newest.put(post, message.status());
    forgetOldest();
    return true;
  }

  private void forgetOldest() {
    if (newest.size() > MAX_POSTS) {
      newest.remove(newest.keySet().iterator().next());
    }
  }

  Optional<Status> newest(AgentName agent, String task) {
    return Optional.ofNullable(newest.get(new Post(agent.value(), task)));
  }
}
