package dev.understudy.ablylocal.clients;

import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.transport.ConnectionManager.StateIndication;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ChannelOptions;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.Message;
import io.ably.lib.types.Param;
import io.ably.lib.types.PresenceMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An unmodified ably-java client against a server of ours, with its callbacks turned into futures and lists. */
public final class JavaClient implements AutoCloseable {
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AblyRealtime ably;

  private JavaClient(AblyRealtime ably) {
    this.ably = ably;
  }

  public static ClientOptions options(AblyLocal server, boolean binary) {
    ClientOptions options = server.clientOptions();
    options.useBinaryProtocol = binary;
    options.logLevel = io.ably.lib.util.Log.NONE;
    return options;
  }

  public static ClientOptions options(int port, String key) throws AblyException {
    ClientOptions options = new ClientOptions(key);
    options.realtimeHost = "127.0.0.1";
    options.restHost = "127.0.0.1";
    options.port = port;
    options.tls = false;
    options.logLevel = io.ably.lib.util.Log.NONE;
    return options;
  }

  public static JavaClient open(AblyLocal server, boolean binary) throws AblyException {
    return open(options(server, binary));
  }

  public static JavaClient open(
      AblyLocal server, boolean binary, Map<String, String> transportParams) throws AblyException {
    ClientOptions options = options(server, binary);
    options.transportParams = transportParams.entrySet().stream()
        .map(param -> new Param(param.getKey(), param.getValue()))
        .toArray(Param[]::new);
    return open(options);
  }

  public static JavaClient open(ClientOptions options) throws AblyException {
    return new JavaClient(new AblyRealtime(options));
  }

  public AblyRealtime ably() {
    return ably;
  }

  public JavaClient connected() {
    awaitState(ConnectionState.connected);
    return this;
  }

  public void awaitState(ConnectionState state) {
    await().atMost(PATIENCE).until(() -> ably.connection.state == state);
  }

  public String connectionId() {
    return ably.connection.id;
  }

  public Channel channel(String name) {
    return ably.channels.get(name);
  }

  public Channel channel(String name, Map<String, String> params) throws AblyException {
    ChannelOptions options = new ChannelOptions();
    options.params = params;
    return ably.channels.get(name, options);
  }

  public Channel attached(String name) {
    Channel channel = channel(name);
    attach(channel);
    return channel;
  }

  public static void attach(Channel channel) {
    done(listener -> attempt(() -> channel.attach(listener)));
  }

  public void enter(String channel, String clientId, @Nullable Object data) {
    done(listener ->
        attempt(() -> attached(channel).presence.enterClient(clientId, data, listener)));
  }

  public void update(String channel, String clientId, @Nullable Object data) {
    done(listener ->
        attempt(() -> attached(channel).presence.updateClient(clientId, data, listener)));
  }

  public void leave(String channel, String clientId, @Nullable Object data) {
    done(listener ->
        attempt(() -> attached(channel).presence.leaveClient(clientId, data, listener)));
  }

  public void publish(String channel, Message message) {
    done(listener -> attempt(() -> attached(channel).publish(message, listener)));
  }

  /** All presence messages on a channel from now on, in the order they came. */
  public List<PresenceMessage> presenceOn(String name) throws AblyException {
    List<PresenceMessage> seen = new CopyOnWriteArrayList<>();
    Channel channel = channel(name);
    channel.presence.subscribe(seen::add);
    attach(channel);
    return seen;
  }

  /** All messages on a channel from now on, in the order they came. */
  public List<Message> messagesOn(Channel channel) throws AblyException {
    List<Message> seen = new CopyOnWriteArrayList<>();
    channel.subscribe(seen::add);
    attach(channel);
    return seen;
  }

  /** The members on a channel, once synced. */
  public List<PresenceMessage> members(String channel) {
    List<PresenceMessage> members = new ArrayList<>();
    attempt(() -> members.addAll(Arrays.asList(attached(channel).presence.get(true))));
    return members;
  }

  /** Drops the transport without a CLOSE, and does not come back: what a crash looks like from the server. */
  public void vanish() {
    ErrorInfo reason = new ErrorInfo("vanished", 400, 40000);
    ably.connection.connectionManager.requestState(
        new StateIndication(ConnectionState.failed, reason));
  }

  /** Drops the transport without a CLOSE, and comes back at once; waits until {@code channel} is attached again. */
  public void reconnect(String channel) {
    String key = ably.connection.key;
    ErrorInfo reason = new ErrorInfo("dropped", 400, 80003);
    ably.connection.connectionManager.requestState(
        new StateIndication(ConnectionState.disconnected, reason));
    await().atMost(PATIENCE).until(() -> !Objects.equals(key, ably.connection.key));
    await().atMost(PATIENCE).until(() -> channel(channel).state == ChannelState.attached);
  }

  /** Says CLOSE. */
  public void quit() {
    ably.close();
  }

  @Override
  public void close() {
    ably.close();
  }

  public static void done(Consumer<CompletionListener> operation) {
    CompletableFuture<@Nullable ErrorInfo> outcome = start(operation);
    ErrorInfo error = outcome.join();
    if (error != null) {
      throw new AssertionError("refused: " + error.message + " (" + error.code + ")");
    }
  }

  public static ErrorInfo refused(Consumer<CompletionListener> operation) {
    ErrorInfo error = start(operation).join();
    if (error == null) {
      throw new AssertionError("was not refused");
    }
    return error;
  }

  private static CompletableFuture<@Nullable ErrorInfo> start(
      Consumer<CompletionListener> operation) {
    CompletableFuture<@Nullable ErrorInfo> outcome = new CompletableFuture<>();
    operation.accept(new CompletionListener() {
      @Override
      public void onSuccess() {
        outcome.complete(null);
      }

      @Override
      public void onError(ErrorInfo reason) {
        outcome.complete(reason);
      }
    });
    return outcome.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Something of ably-java's, whose checked exception would be a failure of the test. */
  public interface Attempt {
    void run() throws AblyException;
  }

  public static void attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (AblyException e) {
      throw new AssertionError(e.errorInfo.message, e);
    }
  }
}
