package dev.understudy.ablylocal;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A realtime server that Ably's own clients take for Ably, in this JVM: for development and tests, and on the loopback address
 * unless told otherwise.
 *
 * <pre>{@code
 * try (AblyLocal ably = AblyLocal.start()) {
 *   ClientOptions options = new ClientOptions(ably.key());
 *   options.realtimeHost = ably.host();
 *   options.port = ably.port();
 *   options.tls = false;
 *   …
 * }
 * }</pre>
 *
 * <p>What it supports and where it differs from Ably is told in {@code docs/ably-local.md}; the rules it follows are those of
 * the Ably client library specification (github.com/ably/specification), whose numbers stand at the code.
 *
 * <p>All state is owned by one Vert.x event loop: sockets, timers and {@link #close()} meet there, and nothing is shared with any
 * other thread. Several servers may run in one JVM, each on a loop of its own.
 *
 * <p>Thread-safe.
 */
public final class AblyLocal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AblyLocal.class);

  /** Larger than Ably's frames, so that what is too large is answered and not cut off, which clients would retry forever. */
  private static final int LARGEST_FRAME = 16 * 1024 * 1024;

  private static final int WEBSOCKET_CLOSING_SECONDS = 2;

  private final EventLoop loop;
  private final HttpFront front;
  private final HttpServer server;
  private final String host;
  private final ApiKey key;
  private final AtomicBoolean closed = new AtomicBoolean();

  private AblyLocal(Builder settings) {
    this.host = settings.host;
    this.key = settings.key;
    this.loop = new EventLoop();
    Timers timers = new LoopTimers(loop.vertx());
    Realtime realtime = new Realtime(settings.keys(), timers);
    this.front = new HttpFront(realtime);
    this.server = loop.vertx().createHttpServer(options()).requestHandler(front::handle);
  }

  /**
   * A server on a free port of the loopback address, with a key of its own.
   *
   * @throws UncheckedIOException if it cannot listen
   */
  public static AblyLocal start() {
    return builder().start();
  }

  /** Settings for a server; as they are, they make that of {@link #start()}. */
  public static Builder builder() {
    return new Builder();
  }

  /** The host it listens on, as it was given. */
  public String host() {
    return host;
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** The key that opens it, {@code appId.keyId:secret}. */
  public String key() {
    return key.text();
  }

  /** Cuts all clients off, as a crash would, and ends the server's threads. Does nothing the second time. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        loop.run(this::stop);
      } catch (IOException e) {
        LOG.warn("{} did not stop in order", this, e);
      } finally {
        loop.close();
      }
    }
  }

  @Override
  public String toString() {
    return "AblyLocal[%s:%d, %s]".formatted(host, port(), key);
  }

  private AblyLocal listen(int port) {
    try {
      loop.run(() -> server.listen(port, host).mapEmpty());
      return this;
    } catch (IOException e) {
      loop.close();
      throw cannotListen("port %d on %s".formatted(port, host), e);
    }
  }

  /**
   * Cuts the clients off before Vert.x can send them a close frame, after which ably-java 1.5.0 would not notice that the
   * socket is gone.
   */
  private Future<Void> stop() {
    front.close();
    return server.close();
  }

  private static UncheckedIOException cannotListen(String place, IOException cause) {
    if (cause instanceof BindException) {
      BindException inUse =
          new BindException(place + " is in use or cannot be bound: " + cause.getMessage());
      inUse.initCause(cause);
      return new UncheckedIOException(inUse.getMessage(), inUse);
    }
    return new UncheckedIOException(
        "cannot listen on %s: %s".formatted(place, cause.getMessage()), cause);
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setMaxWebSocketFrameSize(LARGEST_FRAME)
        .setMaxWebSocketMessageSize(LARGEST_FRAME)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setWebSocketClosingTimeout(WEBSOCKET_CLOSING_SECONDS);
  }

  /** Settings for a server. Not thread-safe. */
  public static final class Builder {
    private static final int PORTS = 65_536;

    private int port;
    private String host = "127.0.0.1";
    private ApiKey key = ApiKey.random();
    private final List<ApiKey> further = new ArrayList<>();

    private Builder() {}

    /**
     * Sets the port; a free one by default.
     *
     * @param port from 0, which means a free one, to 65535
     * @return this
     * @throws IllegalArgumentException if it is none
     */
    public Builder port(int port) {
      if (port < 0 || port >= PORTS) {
        throw new IllegalArgumentException("port must be from 0 to 65535 but was " + port);
      }
      this.port = port;
      return this;
    }

    /**
     * Sets the host or address to listen on; {@code 127.0.0.1} by default.
     *
     * @return this
     * @throws IllegalArgumentException if it is blank
     */
    public Builder host(String host) {
      if (host.isBlank()) {
        throw new IllegalArgumentException("host must not be blank");
      }
      this.host = host;
      return this;
    }

    /**
     * Sets the key that clients must present; a random one by default.
     *
     * @param key {@code appId.keyId:secret}
     * @return this
     * @throws IllegalArgumentException if it has not that form
     */
    public Builder key(String key) {
      this.key = ApiKey.parse(key);
      return this;
    }

    /**
     * Adds a further key, of the same app or of another one, which shares nothing with the first.
     *
     * @param key {@code appId.keyId:secret}
     * @param capability what it permits, as JSON: <code>{"chat:*":["publish","subscribe"]}</code>
     * @return this
     * @throws IllegalArgumentException if either has not that form
     */
    public Builder addKey(String key, String capability) {
      Capability permitted = Capability.parse(capability)
          .orElseThrow(
              () -> new IllegalArgumentException("capability cannot be read: " + capability));
      further.add(ApiKey.parse(key).withCapability(permitted));
      return this;
    }

    /**
     * Starts the server and waits until it listens.
     *
     * @throws UncheckedIOException if it cannot listen; caused by a {@link BindException} if the port is in use
     */
    public AblyLocal start() {
      return new AblyLocal(this).listen(port);
    }

    private List<ApiKey> keys() {
      List<ApiKey> keys = new ArrayList<>(further);
      keys.add(key);
      return keys;
    }
  }
}
