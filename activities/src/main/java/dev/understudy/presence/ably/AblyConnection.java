package dev.understudy.presence.ably;

import dev.understudy.handoff.HandoffPolicy;
import io.ably.lib.debug.DebugOptions;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ConnectionEvent;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.realtime.ConnectionStateListener.ConnectionStateChange;
import io.ably.lib.transport.ConnectionManager.StateIndication;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ChannelOptions;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.Param;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** One connection to Ably. Thread-safe, as the client is that it wraps. */
final class AblyConnection {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  /** What a channel still holds for a tenure that comes late (Ably docs, "Rewind": two minutes). */
  private static final ChannelOptions WITH_REWIND = new ChannelOptions();

  static {
    WITH_REWIND.params = Map.of("rewind", "2m");
    WITH_REWIND.attachOnSubscribe = false;
  }

  private static final OutageLog OUTAGE =
      new OutageLog("Ably", LoggerFactory.getLogger(AblyConnection.class)::warn);

  private final AblySettings settings;
  private final Executor reconnect;
  private final AblyRealtime realtime;
  private final SendQueue turns;
  private final SharedPings pings;
  private final Backlog backlog;
  private final CompletableFuture<ConnectionStateChange> settled = new CompletableFuture<>();
  private final CompletableFuture<Void> firstThere = new CompletableFuture<>();

  /** Counts the changes of its state, so that a try to connect knows whether it is over. */
  private final AtomicLong changes = new AtomicLong();

  /**
   * Begins to connect.
   *
   * @param reconnect for what ends a connection, or a try, that takes too long; may wait for locks of ably-java
   */
  AblyConnection(
      AblySettings settings,
      HandoffPolicy policy,
      ScheduledExecutorService loop,
      Executor reconnect) {
    this.settings = settings;
    this.reconnect = reconnect;
    this.turns = new SendQueue(loop, this::isAway);
    try {
      this.realtime = new AblyRealtime(options(settings, policy));
    } catch (AblyException invalid) {
      throw new AblyRefusedException(
          "ably-java refuses its settings %s: %s".formatted(settings, invalid.errorInfo.message));
    }
    this.pings = new SharedPings(() -> SignOfLife.of(realtime.connection, loop), loop);
    realtime.connection.on(this::settle);
    realtime.connection.on(AblyConnection::note);
    this.backlog = new Backlog(realtime.connection, loop, this::goOn);
    realtime.connection.on(this::limitTry);
    realtime.connection.once(ConnectionEvent.connected, change -> watchYouth());
    realtime.connect();
  }

  private static ClientOptions options(AblySettings settings, HandoffPolicy policy)
      throws AblyException {
    DebugOptions options = addressed(new DebugOptions(settings.key()), settings);
    SocketThreads.endWithSocketsOf(options);
    options.autoConnect = false;
    options.transportParams = new Param[] {
      new Param("remainPresentFor", policy.remainPresentFor().toMillis()),
      new Param("heartbeatInterval", policy.heartbeatInterval().toMillis())
    };
    ReconnectPace.setIn(options);
    return options;
  }

  /** {@code options} for a client of any kind, which say where Ably is, and where it logs. */
  static <T extends ClientOptions> T addressed(T options, AblySettings settings) {
    options.tls = settings.tls();
    settings.host().ifPresent(host -> toHost(options, host, settings));
    options.logHandler = AblyLog::println;
    return options;
  }

  private static void toHost(ClientOptions options, String host, AblySettings settings) {
    options.realtimeHost = host;
    options.restHost = host;
    options.port = settings.port();
    options.tlsPort = settings.port();
  }

  /** Whoever waits for the first connection says something next, and would be refused before it is there. */
  private void settle(ConnectionStateChange change) {
    if (change.current == ConnectionState.connected) {
      CompletableFuture<Void> unused = firstThere.thenRun(() -> settled.complete(change));
    } else if (change.current != ConnectionState.connecting) {
      settled.complete(change);
    }
  }

  private void goOn() {
    turns.goOn();
    if (isThere()) {
      firstThere.complete(null);
    }
  }

  /** For the one line that the log has of an outage. */
  private static void note(ConnectionStateChange change) {
    if (change.current == ConnectionState.connected) {
      OUTAGE.worked();
    } else if (change.current == ConnectionState.disconnected
        || change.current == ConnectionState.suspended) {
      OUTAGE.failed(message(change.reason));
    }
  }

  /** ably-java knows the reason of what ends by itself not always, and that of others without a word. */
  private static String message(@Nullable ErrorInfo reason) {
    return reason == null || reason.message == null ? "no reason given" : reason.message;
  }

  private void watchYouth() {
    YoungConnection.watch(
        realtime.connection, reconnect, () -> drop("no sign of life of Ably in time"));
  }

  /** Lets ably-java try anew at once. May wait: it holds its lock while it asks whether there is an internet. */
  private void drop(String why) {
    realtime.connection.connectionManager.requestState(
        new StateIndication(ConnectionState.disconnected, new ErrorInfo(why, 503, 80003)));
  }

  /** The first connection is waited for by who opens it. */
  private void limitTry(ConnectionStateChange change) {
    long number = changes.incrementAndGet();
    if (change.current == ConnectionState.connecting && settled.isDone()) {
      CompletableFuture.delayedExecutor(
              ReconnectPace.TRY.toMillis(), TimeUnit.MILLISECONDS, reconnect)
          .execute(() -> endTry(number));
    }
  }

  private void endTry(long number) {
    if (changes.get() == number) {
      drop("no answer for " + ReconnectPace.TRY.toSeconds() + " s");
    }
  }

  /** Waits for the first connection; the first failure is final here, as at the start of a worker. */
  void awaitConnected(Duration patience) {
    try {
      ConnectionStateChange change = settled.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (change.current != ConnectionState.connected) {
        throw refused(change.reason);
      }
    } catch (TimeoutException late) {
      throw unreachable("no answer for " + patience.toSeconds() + " s");
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted");
    }
  }

  private AblyRefusedException refused(@Nullable ErrorInfo reason) {
    if (reason == null || reason.message == null) {
      return unreachable(message(reason));
    }
    if (reason.statusCode == 401 || reason.code / 100 == 401 || reason.code / 100 == 404) {
      return new AblyRefusedException(
          "%s refuses the API key: %s (%d); check the key and the app it belongs to"
              .formatted(settings.address(), reason.message, reason.code));
    }
    return unreachable("%s (%d)".formatted(reason.message, reason.code));
  }

  private AblyRefusedException unreachable(String why) {
    return new AblyRefusedException("cannot reach %s: %s; check its host and port, and the network"
        .formatted(settings.address(), why));
  }

  /** Tells at once, and on a thread of the client after each change, that its {@link #state} is to be looked at. */
  void onChange(Runnable news) {
    realtime.connection.on(change -> news.run());
    news.run();
  }

  ConnectionState state() {
    return realtime.connection.state;
  }

  /** Why it is in its state, if Ably or ably-java said so. */
  @Nullable
  ErrorInfo reason() {
    return realtime.connection.reason;
  }

  boolean isUsable() {
    ConnectionState state = realtime.connection.state;
    return state != ConnectionState.failed && state != ConnectionState.closed;
  }

  /** Whether it is connected, and what was said before it was lost has been said again. Thread-safe. */
  boolean isThere() {
    return realtime.connection.state == ConnectionState.connected && backlog.isSaid();
  }

  /** Whether it is not there, but tries to be. Thread-safe. */
  boolean isAway() {
    return isUsable() && !isThere();
  }

  /** Ably's name for this connection; half of the key of the members that enter over it. */
  @Nullable
  String id() {
    return realtime.connection.id;
  }

  /** The turns in which messages go over it. Confined to the loop. */
  SendQueue turns() {
    return turns;
  }

  /** What is to be said before anything else. */
  Backlog backlog() {
    return backlog;
  }

  /** Asks Ably for a {@linkplain SignOfLife sign of life}. */
  CompletableFuture<Void> ping(Executor loop) {
    return SignOfLife.of(realtime.connection, loop);
  }

  Channel channel(String name) throws AblyException {
    return realtime.channels.get(name, WITH_REWIND);
  }

  /** The feed of a channel that it has {@linkplain #channel given}. */
  PresenceFeed feed(
      Channel channel, Executor loop, ExecutorService background, PresenceFeed.Listener listener) {
    return new PresenceFeed(
        realtime, channel, pings, new PresenceFeed.Threads(loop, background), listener);
  }

  void release(String name) {
    realtime.channels.release(name);
  }

  /** Closes it, over which nothing is any more, and does not wait for that. */
  void retire() {
    realtime.close();
  }

  void close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    realtime.connection.on(change -> {
      if (!isUsable()) {
        closed.complete(null);
      }
    });
    if (isUsable()) {
      realtime.close();
      closed
          .completeOnTimeout(null, CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    }
  }

  /**
   * Drops the transport without a CLOSE, which alone makes Ably keep the members (protocol docs,
   * CLOSE), and does not come back.
   */
  void abandon() {
    ErrorInfo reason = new ErrorInfo("the worker stops", 400, 40000);
    realtime.connection.connectionManager.requestState(
        new StateIndication(ConnectionState.failed, reason));
  }
}
