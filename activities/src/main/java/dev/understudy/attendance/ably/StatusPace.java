package dev.understudy.attendance.ably;

import dev.understudy.Internal;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import dev.understudy.presence.ably.AblyConnections;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what steps show, no faster than Ably takes it: each agent's at once if it has rested, and
 * then the newest alone. What Ably cannot take is dropped, because something newer will follow.
 * Thread-safe; what belongs to it is confined to the loop of its connections, and ends with it.
 */
@Internal
public final class StatusPace {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPace.class);

  /** People read no faster; each is two messages, its own and the member's update. */
  private static final Duration REST_OF_AN_AGENT = Duration.ofMillis(500);

  /** From one status to the next, of all agents together. */
  private static final Duration REST_OF_A_WORKER = Duration.ofMillis(50);

  private record Showing(AttendanceSpec agent, StatusMessage message) {
    Showing orNewer(Showing other) {
      return other.message.status().isNewerThan(message.status()) ? other : this;
    }
  }

  private final AblyConnections connections;
  private final Map<String, Showing> waiting = new LinkedHashMap<>();
  private final Set<String> atTurn = new HashSet<>();
  private final Map<String, Long> shownAtNanos = new HashMap<>();
  private boolean isTicking;

  /** Paces what goes over {@code connections}. */
  public StatusPace(AblyConnections connections) {
    this.connections = connections;
  }

  /**
   * Shows it soon, unless something newer follows sooner. Returns at once.
   *
   * @throws IllegalArgumentException if it is larger than a status may be, or not JSON
   */
  public void show(AttendanceSpec agent, Status status) {
    String json = new StatusMessage(agent.task(), status).toJson();
    // A copy of all that is in it: whoever said it may change what is in the detail.
    StatusMessage copy = StatusMessage.parse(json).orElseThrow();
    connections.loop().execute(() -> take(new Showing(agent, copy)));
  }

  private void take(Showing showing) {
    waiting.merge(showing.agent().key(), showing, Showing::orNewer);
    if (!isTicking) {
      isTicking = true;
      tick();
    }
  }

  private void tick() {
    long now = System.nanoTime();
    shownAtNanos.values().removeIf(shownAt -> now - shownAt >= REST_OF_AN_AGENT.toNanos());
    Optional<AttendanceSpec> next = rested();
    isTicking = !waiting.isEmpty() || !shownAtNanos.isEmpty();
    if (isTicking) {
      Future<?> unused = connections
          .loop()
          .schedule(this::tick, REST_OF_A_WORKER.toMillis(), TimeUnit.MILLISECONDS);
    }
    next.ifPresent(this::awaitTurn); // Last: one that fails must not stop the clock for all agents.
  }

  private Optional<AttendanceSpec> rested() {
    return waiting.entrySet().stream()
        .filter(entry -> !shownAtNanos.containsKey(entry.getKey()))
        .filter(entry -> !atTurn.contains(entry.getKey()))
        .map(entry -> entry.getValue().agent())
        .findFirst();
  }

  /** Lets the agent wait for its turn, until which something newer may still replace what it shows. */
  private void awaitTurn(AttendanceSpec agent) {
    String id = agent.key();
    atTurn.add(id);
    connections.atTurn(agent, () -> {
      atTurn.remove(id);
      shownAtNanos.put(id, System.nanoTime());
      publish(Objects.requireNonNull(waiting.remove(id)));
    });
  }

  private void publish(Showing showing) {
    AttendanceSpec agent = showing.agent();
    connections.publish(
        agent,
        showing.message().publication(),
        error -> error.ifPresent(reason -> drop(agent, reason)));
  }

  private static void drop(AttendanceSpec agent, ErrorInfo reason) {
    AboutAgent.log(
        agent,
        () -> LOG.warn(
            "a status of {} in {} was not shown: {} ({})",
            agent.agent(),
            agent.session(),
            reason.message,
            reason.code));
  }
}
