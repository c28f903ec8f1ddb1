package dev.understudy.attendance.ably;

import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.Publication;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.Failures;
import dev.understudy.presence.ably.RetryPace;
import io.ably.lib.types.ErrorInfo;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tasks want their agents to show, on its way to Ably: of each agent the newest, until Ably has taken
 * it, or refused it for good. It stays though whoever said it waits no longer for its turn. Thread-safe; what
 * belongs to it is confined to the loop of its connections, and ends with it.
 *
 * <p>Nobody waits for a turn: it is a workflow task that would be held up, and with it whoever asks the task
 * something, or tells it to pause. While this worker does not reach Ably it takes nothing: another may.
 */
final class StatusOutbox {
  private static final Logger LOG = LoggerFactory.getLogger(StatusOutbox.class);

  /** Tasks come and go in an outage, and these are of at most 1 KiB; the oldest is forgotten. */
  private static final int MAX_AGENTS = 10_000;

  private record Outgoing(
      AttendanceSpec agent,
      Status status,
      Publication message,
      CompletableFuture<Optional<ErrorInfo>> answer) {}

  private final AblyConnections connections;

  /** What waits for a turn, an answer, or a moment to pass, by the attendance's workflow id. */
  private final Map<String, Outgoing> newest = new LinkedHashMap<>();

  /** Those that wait for an answer. */
  private final Set<Outgoing> sent = new HashSet<>();

  StatusOutbox(AblyConnections connections) {
    this.connections = connections;
  }

  /**
   * Publishes it in the agent's turn, unless something newer is there by then. Returns at once.
   *
   * @return completed when Ably has answered, with its refusal if it is for good; at once if it has to wait for
   *     its turn, and with a failure if Ably is away. Whoever cancels it lets somebody else show it
   * @throws IllegalArgumentException if it is larger than a status may be
   */
  CompletableFuture<Optional<ErrorInfo>> show(AttendanceSpec agent, Status status) {
    Publication message = new StatusMessage(agent.task(), status).publication();
    Outgoing outgoing = new Outgoing(agent, status, message, new CompletableFuture<>());
    connections.loop().execute(() -> take(outgoing));
    var unused = outgoing
        .answer()
        .whenCompleteAsync((taken, failure) -> forgetIf(failure, outgoing), connections.loop());
    return outgoing.answer();
  }

  private void forgetIf(@Nullable Throwable failure, Outgoing outgoing) {
    if (failure != null) {
      newest.remove(outgoing.agent().key(), outgoing);
    }
  }

  private void take(Outgoing next) {
    if (isAway(next)) {
      newest.remove(next.agent().key()); // It is older, and would come later.
      next.answer().completeExceptionally(Failures.away());
      return;
    }
    Outgoing known = newest.get(next.agent().key());
    if (known == null || next.status().isNewerThan(known.status())) {
      put(next, known);
    }
    if (!sent.contains(next)) {
      next.answer().complete(Optional.empty());
    }
  }

  private boolean isAway(Outgoing outgoing) {
    return !connections.canSpeak(outgoing.agent().session());
  }

  private void put(Outgoing next, @Nullable Outgoing known) {
    if (known == null) {
      forgetOldest();
    }
    newest.put(next.agent().key(), next);
    if (known == null) {
      awaitTurn(next.agent());
    }
  }

  private void forgetOldest() {
    if (newest.size() == MAX_AGENTS) {
      newest.remove(newest.keySet().iterator().next());
    }
  }

  private void awaitTurn(AttendanceSpec agent) {
    connections.atTurn(
        agent, () -> Optional.ofNullable(newest.get(agent.key())).ifPresent(this::publish));
  }

  private void publish(Outgoing outgoing) {
    sent.add(outgoing);
    connections.publish(outgoing.agent(), outgoing.message(), error -> onAnswer(outgoing, error));
  }

  private void onAnswer(Outgoing outgoing, Optional<ErrorInfo> error) {
    sent.remove(outgoing);
    if (outgoing.answer().isCompletedExceptionally()) {
      leaveToOthers(outgoing);
      return;
    }
    if (error.filter(reason -> !Failures.isFinal(reason)).isPresent()) {
      if (isAway(outgoing) && outgoing.answer().completeExceptionally(Failures.away())) {
        leaveToOthers(outgoing);
        return;
      }
      outgoing.answer().complete(Optional.empty());
      RetryPace.later(connections.loop(), () -> awaitTurn(outgoing.agent()));
      return;
    }
    if (!outgoing.answer().complete(error)) {
      error.ifPresent(reason -> warn(outgoing.agent(), reason));
    }
    if (!newest.remove(outgoing.agent().key(), outgoing)) {
      awaitTurn(outgoing.agent()); // Something newer has come meanwhile.
    }
  }

  /** Something newer that has come meanwhile counts on the turn that follows this one. */
  private void leaveToOthers(Outgoing outgoing) {
    newest.remove(outgoing.agent().key(), outgoing);
    if (newest.containsKey(outgoing.agent().key())) {
      awaitTurn(outgoing.agent());
    }
  }

  private static void warn(AttendanceSpec agent, ErrorInfo reason) {
    AboutAgent.log(
        agent,
        () -> LOG.warn(
            "a status of {} in {} was refused: {} ({})",
            agent.agent(),
            agent.session(),
            reason.message,
            reason.code));
  }
}
