package dev.understudy.ablylocal;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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

  /** Larger than Ably's frames, so that what is too large is answered and not cut off, which clients would retry forever. */
  private static final int LARGEST_FRAME = 16 * 1024 * 1024;

  private static final int WEBSOCKET_CLOSING_SECONDS = 2;
  private static final int CLOSE_SECONDS = 10;

  private final Vertx vertx;
  private final Realtime realtime;
  private final HttpServer server;
  private final Builder settings;
  private final AtomicBoolean closed = new AtomicBoolean();

  private AblyLocal(Vertx vertx, Realtime realtime, HttpServer server, Builder settings) {
    this.vertx = vertx;
    this.realtime = realtime;
    this.server = server;
    this.settings = settings;
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
    return settings.host;
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** The one key that opens it, {@code appId.keyId:secret}. */
  public String key() {
    return settings.key.text();
  }

  /** Cuts all clients off, as a crash would, and ends the server's threads. Does nothing the second time. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      vertx.runOnContext(done -> realtime.shutdown());
      await(vertx.close());
    }
  }

  @Override
  public String toString() {
    return "AblyLocal[%s:%d, %s]".formatted(host(), port(), settings.key);
  }

  private static <T> T await(Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
        .join();
  }

  /** Settings for a server. Not thread-safe. */
  public static final class Builder {
    private static final int PORTS = 65_536;

    private int port;
    private String host = "127.0.0.1";
    private ApiKey key = ApiKey.random();

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
     * Starts the server and waits until it listens.
     *
     * @throws UncheckedIOException if it cannot listen; caused by a {@link BindException} if the port is in use
     */
    public AblyLocal start() {
      Vertx vertx = Vertx.vertx(oneLoop());
      Realtime realtime = new Realtime(key, new LoopTimers(vertx));
      HttpServer server =
          vertx.createHttpServer(serverOptions()).requestHandler(new HttpFront(realtime)::handle);
      try {
        await(server.listen(port, host));
      } catch (CompletionException e) {
        await(vertx.close());
        throw cannotListen(e);
      }
      return new AblyLocal(vertx, realtime, server, copy());
    }

    private UncheckedIOException cannotListen(CompletionException failure) {
      String place = "port %d on %s".formatted(port, host);
      if (failure.getCause() instanceof BindException cause) {
        BindException inUse =
            new BindException(place + " is in use or cannot be bound: " + cause.getMessage());
        inUse.initCause(cause);
        return new UncheckedIOException(inUse.getMessage(), inUse);
      }
      return new UncheckedIOException("cannot listen on " + place, new IOException(failure));
    }

    private Builder copy() {
      Builder copy = new Builder();
      copy.port = port;
      copy.host = host;
      copy.key = key;
      return copy;
    }

    private static VertxOptions oneLoop() {
      return new VertxOptions()
          .setEventLoopPoolSize(1)
          .setWorkerPoolSize(1)
          .setInternalBlockingPoolSize(1)
          .setFileSystemOptions(new FileSystemOptions()
              .setFileCachingEnabled(false)
              .setClassPathResolvingEnabled(false));
    }

    private static HttpServerOptions serverOptions() {
      return new HttpServerOptions()
          .setMaxWebSocketFrameSize(LARGEST_FRAME)
          .setMaxWebSocketMessageSize(LARGEST_FRAME)
          .setPerFrameWebSocketCompressionSupported(false)
          .setPerMessageWebSocketCompressionSupported(false)
          .setWebSocketClosingTimeout(WEBSOCKET_CLOSING_SECONDS);
    }
  }
}
