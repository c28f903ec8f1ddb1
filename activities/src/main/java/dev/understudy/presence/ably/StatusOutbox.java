package dev.understudy.presence.ably;

import dev.understudy.presence.AttendanceSpec;
import dev.understudy.presence.Publication;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What tasks want their agents to show, on its way to Ably: of each agent the newest, until Ably has taken
 * it, or refused it for good. It stays even if whoever said it waits no longer: a question that was asked while
 * Ably was away is seen when Ably is back. Thread-safe; what belongs to it is confined to the loop of its
 * connections, and ends with it.
 */
final class StatusOutbox {
  /** What hindered Ably may have passed by then. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** Tasks come and go in an outage, and these are of at most 1 KiB; the oldest is forgotten. */
  private static final int MAX_AGENTS = 10_000;

  private record Outgoing(
      AttendanceSpec agent,
      Status status,
      Publication message,
      CompletableFuture<Optional<ErrorInfo>> answer) {}

  private final AblyConnections connections;

  /** By the attendance's workflow id. Each waits for a turn, for an answer, or for a moment to pass. */
  private final Map<String, Outgoing> newest = new LinkedHashMap<>();

  StatusOutbox(AblyConnections connections) {
    this.connections = connections;
  }

  /**
   * Publishes it in the agent's turn, unless something newer is there by then. Returns at once.
   *
   * @return completed when Ably has taken it or refused it for good, or need not take it any more
   * @throws IllegalArgumentException if it is larger than a status may be
   */
  CompletableFuture<Optional<ErrorInfo>> show(AttendanceSpec agent, Status status) {
    Publication message = new StatusMessage(agent.task(), status).publication();
    Outgoing outgoing = new Outgoing(agent, status, message, new CompletableFuture<>());
    connections.loop().execute(() -> take(outgoing));
    return outgoing.answer();
  }

  private void take(Outgoing next) {
    String id = next.agent().workflowId();
    Outgoing known = newest.get(id);
    if (known == null) {
      forgetOldest();
      newest.put(id, next);
      awaitTurn(next.agent());
    } else if (known.status().isNewerThan(next.status())) {
      next.answer().complete(Optional.empty());
    } else {
      newest.put(id, next);
      known.answer().complete(Optional.empty());
    }
  }

  private void forgetOldest() {
    if (newest.size() == MAX_AGENTS) {
      newest.remove(newest.keySet().iterator().next());
    }
  }

  private void awaitTurn(AttendanceSpec agent) {
    connections.atTurn(
        agent, () -> Optional.ofNullable(newest.get(agent.workflowId())).ifPresent(this::publish));
  }

  private void publish(Outgoing outgoing) {
    connections.publish(outgoing.agent(), outgoing.message(), error -> onAnswer(outgoing, error));
  }

  private void onAnswer(Outgoing sent, Optional<ErrorInfo> error) {
    if (error.filter(reason -> !Failures.isFinal(reason)).isPresent()) {
      Future<?> unused = connections
          .loop()
          .schedule(() -> awaitTurn(sent.agent()), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    sent.answer().complete(error);
    if (!newest.remove(sent.agent().workflowId(), sent)) {
      awaitTurn(sent.agent()); // Something newer has come meanwhile.
    }
  }
}
