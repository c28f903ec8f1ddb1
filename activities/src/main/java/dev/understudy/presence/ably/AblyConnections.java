package dev.understudy.presence.ably;

import dev.understudy.Internal;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.handoff.AblyLimits;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.metrics.Measures;
import dev.understudy.metrics.Metric;
import dev.understudy.output.OutputMessage;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.StatusMessage;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The connections to Ably that all agents of this worker share, each with at most as many channels
 * as Ably allows it. What belongs to them, channels and members alike, is confined to one thread,
 * the {@linkplain #loop loop}; Ably's own threads only hand over to it.
 *
 * <p>{@link #open}, {@link #close} and {@link #abandon} are for the owner, from any one thread.
 */
@Internal
public final class AblyConnections implements AutoCloseable {
  /** One call that never ends must not keep the others waiting. */
  private static final int BLOCKING_THREADS = 4;

  /** What is published otherwise bears the name that its task has given it. */
  private static final Map<String, String> KINDS =
      Map.of(StatusMessage.NAME, "status", OutputMessage.NAME, "output");

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final Measures measures;
  private final AblySettings settings;
  private final HandoffPolicy policy;
  private final WatchedLoop loop;

  /** Waits for presence syncs, which ably-java offers as a blocking call only. */
  private final ExecutorService syncs =
      new ScheduledThreads("understudy-presence-sync", BLOCKING_THREADS);

  private final ExecutorService background =
      new ScheduledThreads("understudy-presence-background", BLOCKING_THREADS);

  /** Ends tries to connect that take too long, which must wait for no call to Temporal. */
  private final ExecutorService reconnect =
      new ScheduledThreads("understudy-presence-reconnect", 1);

  private final Reachability reachability;
  private final List<AblyConnection> connections = new ArrayList<>();
  private final Map<SessionName, SessionChannel> channels = new HashMap<>();

  private AblyConnections(AblySettings settings, HandoffPolicy policy, Measures measures) {
    this.measures = measures;
    this.settings = settings;
    this.policy = policy;
    this.loop = new WatchedLoop(
        "understudy-presence", policy.longestStandstill(), this::lookAnewEverywhere);
    this.reachability = new Reachability(loop, policy.handBackAfter(), this::onLoss);
  }

  /** Others may have taken over what this process held while it stood still. */
  private void lookAnewEverywhere() {
    List.copyOf(channels.values()).forEach(channel -> channel.lookAnew("this process stood still"));
  }

  /**
   * Connects, so that the first takeover need not.
   *
   * @param patience how long to wait
   * @throws AblyRefusedException if there is no connection by then, or the key is refused
   */
  public static AblyConnections open(
      AblySettings settings, HandoffPolicy policy, Duration patience) {
    return open(settings, policy, patience, Measures.NONE);
  }

  /** Connects, and has measured what goes over the connections. */
  public static AblyConnections open(
      AblySettings settings, HandoffPolicy policy, Duration patience, Measures measures) {
    AblyConnections opened = new AblyConnections(settings, policy, measures);
    try {
      opened.addConnection().awaitConnected(patience);
      return opened;
    } catch (RuntimeException refused) {
      opened.abandon();
      throw refused;
    }
  }

  private AblyConnection addConnection() {
    AblyConnection connection = new AblyConnection(settings, policy, loop, reconnect);
    connections.add(connection);
    connection.onChange(() -> loop.execute(() -> onState(connection)));
    return connection;
  }

  /** Several changes may be seen as one. */
  private void onState(AblyConnection connection) {
    ConnectionState state = connection.state();
    if (connections.contains(connection)) { // Of one that is retired nobody wants to know.
      reachability.onState(connection, state);
    }
    if (state == ConnectionState.connected) {
      over(connection).forEach(SessionChannel::onConnected);
    } else if (state == ConnectionState.failed) {
      // Whatever the reason: ably-java gives the client up at any error from 40000 to 49999.
      over(connection).forEach(SessionChannel::lose);
      long millis = ReconnectPace.beforeReplacement().toMillis();
      Future<?> unused = loop.schedule(this::replace, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** Somebody has to see when Ably, which has refused a connection for good, takes one again. */
  private void replace() {
    if (connections.stream().noneMatch(AblyConnection::isUsable)) {
      withRoom();
    }
  }

  private void onLoss(AblyConnection connection, boolean isForLong) {
    over(connection).forEach(channel -> channel.onConnectionLost(isForLong));
  }

  private List<SessionChannel> over(AblyConnection connection) {
    return channels.values().stream()
        .filter(channel -> channel.isOver(connection))
        .toList();
  }

  public HandoffPolicy policy() {
    return policy;
  }

  public ScheduledExecutorService loop() {
    return loop;
  }

  /**
   * For calls to others than Ably that block and may wait for each other. No sync waits for them: an
   * agent has to come back while Temporal does not answer.
   */
  public Executor background() {
    return background;
  }

  /**
   * Tells on the loop, at once and whenever that changes, whether a connection is there: who is told that there is none
   * takes nothing that needs Ably. One at a time follows.
   */
  public void follow(Consumer<Boolean> news) {
    loop.execute(() -> reachability.follow(news));
  }

  /** Whether a connection is there. */
  public boolean isConnected() {
    return reachability.isConnected();
  }

  /**
   * Whether who joins {@code session} now need not wait for Ably to be back. A connection that is being made for the
   * first time is worth waiting for, though {@linkplain #canSpeak nothing can be said} over it yet. On the loop only.
   */
  public boolean canJoin(SessionName session) {
    SessionChannel known = channels.get(session);
    if (known == null || !known.isUsable()) {
      return isConnected();
    }
    return !reachability.isLost(known.connection());
  }

  /** For how long the loop has begun nothing; some seconds at the most if all is well. */
  public Duration quiet() {
    return loop.quiet();
  }

  /** The channel of {@code session}; attached once somebody joins it. On the loop only. */
  public SessionChannel channel(SessionName session) {
    SessionChannel known = channels.get(session);
    if (known != null && known.isUsable()) {
      return known;
    }
    if (known != null) {
      known.lose(); // Or it would release the next one's channel, which has the same name.
    }
    AblyConnection connection = withRoom();
    SessionChannel opened = new SessionChannel(
        session, connection, loop, syncs, released -> forget(released, connection));
    channels.put(session, opened);
    return opened;
  }

  /**
   * Whether what is said in {@code session} goes out at once, or is refused at once, rather than wait for a connection.
   * On the loop only.
   */
  public boolean canSpeak(SessionName session) {
    SessionChannel known = channels.get(session);
    if (known == null || !known.isUsable()) {
      return connections.stream().anyMatch(AblyConnection::isThere);
    }
    return !known.isAway();
  }

  /** Does something when {@code agent} may send a message in its session. On the loop only. */
  public void atTurn(AttendanceSpec agent, Runnable action) {
    atTurn(agent, action, new CompletableFuture<>());
  }

  /** Does something when {@code agent} may send a message, unless {@code isOff} is completed by then. */
  public void atTurn(AttendanceSpec agent, Runnable action, CompletableFuture<?> isOff) {
    try {
      channel(agent.session()).atTurn(agent.agent(), action, isOff);
    } catch (AblyRefusedException refused) {
      action.run(); // Is refused, too, and says so.
    }
  }

  /** Publishes what {@code agent} says in its turn. On the loop, where the answer comes, too. */
  public void publish(
      AttendanceSpec agent, Publication message, Consumer<Optional<ErrorInfo>> answer) {
    try {
      channel(agent.session()).publish(agent.agent(), message, error -> {
        measure(message, error);
        answer.accept(error);
      });
    } catch (AblyRefusedException refused) {
      Optional<ErrorInfo> error = Optional.of(new ErrorInfo(refused.getMessage(), 503, 80000));
      measure(message, error);
      answer.accept(error);
    }
  }

  private void measure(Publication message, Optional<ErrorInfo> error) {
    String kind = KINDS.getOrDefault(message.name(), "message");
    error.ifPresentOrElse(
        reason -> measures.count(Metric.ABLY_REFUSALS, kind, String.valueOf(reason.code)),
        () -> measures.count(Metric.MESSAGES_PUBLISHED, kind));
  }

  /** What is measured of all that goes over them. */
  public Measures measures() {
    return measures;
  }

  /** Has measured which connections there are, and what waits for them. Returns at once. */
  public void measure() {
    loop.execute(() -> {
      measureStates(connections.stream().map(AblyConnection::state).toList());
      measures.show(
          Metric.MESSAGES_WAITING,
          connections.stream().mapToInt(one -> one.turns().waiting()).sum());
    });
  }

  private void measureStates(List<ConnectionState> states) {
    for (ConnectionState state : ConnectionState.values()) {
      measures.show(Metric.CONNECTIONS, Collections.frequency(states, state), state.name());
    }
  }

  private AblyConnection withRoom() {
    connections.stream().filter(one -> !one.isUsable()).forEach(reachability::forget);
    connections.removeIf(connection -> !connection.isUsable());
    return connections.stream()
        .filter(this::hasRoom)
        .min(Comparator.comparing(reachability::isLost))
        .orElseGet(this::addConnection);
  }

  private boolean hasRoom(AblyConnection connection) {
    return connection.isUsable() && over(connection).size() < AblyLimits.CHANNELS;
  }

  private void forget(SessionChannel channel, AblyConnection connection) {
    channels.remove(channel.name(), channel);
    if (over(connection).isEmpty() && isRoomBeside(connection)) {
      connections.remove(connection);
      connection.retire();
      reachability.forget(connection);
    }
  }

  /** Whether another has room, so that who comes next need not wait for a new connection. */
  private boolean isRoomBeside(AblyConnection connection) {
    return connections.stream().anyMatch(other -> other != connection && hasRoom(other));
  }

  /** How many connections there are. On the loop only. */
  int count() {
    return connections.size();
  }

  /** Ends the connections properly: members that are still there leave at once. */
  @Override
  public void close() {
    stop(AblyConnection::close);
  }

  /** Ends the connections as a crash would: members stay for {@code remainPresentFor}. */
  public void abandon() {
    stop(AblyConnection::abandon);
  }

  private void stop(Consumer<AblyConnection> end) {
    loop.shutdown();
    syncs.shutdownNow();
    background.shutdownNow();
    reconnect.shutdownNow();
    try {
      if (!loop.awaitTermination(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        loop.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      loop.shutdownNow();
      Thread.currentThread().interrupt();
    }
    connections.forEach(end);
    measureStates(List.of());
    measures.show(Metric.MESSAGES_WAITING, 0);
  }
}
