package dev.understudy.ablylocal;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a server, from when it listens until it is closed: the event loop, the port, and what is behind it.
 *
 * <p>Thread-safe: whatever is asked of it meets on its loop.
 */
final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /** Larger than Ably's frames, so that what is too large is answered and not cut off, which clients would retry forever. */
  private static final int LARGEST_FRAME = 16 * 1024 * 1024;

  /** Of what stands before a body, in bytes; Vert.x by itself refuses a URL with a JWT of many channels in it. */
  private static final int LARGEST_HEAD = 128 * 1024;

  private static final int WEBSOCKET_CLOSING_SECONDS = 2;
  private static final int PONG_PATIENCE_SECONDS = 2;

  private final Settings settings;
  private final EventLoop loop = new EventLoop();
  private final Timers timers;
  private final Pongs pongs = new Pongs();
  private final Realtime realtime;
  private final HttpFront front;
  private final HttpServer http;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Server(Settings settings) {
    this.settings = settings;
    this.timers =
        settings.manualClock() ? new ManualTimers(Instant.now()) : new LoopTimers(loop.vertx());
    this.realtime = new Realtime(settings.keys(), timers, settings.limits());
    this.front = new HttpFront(realtime, pongs);
    this.http = loop.vertx()
        .createHttpServer(options())
        .requestHandler(front::handle)
        .invalidRequestHandler(front::refuse);
  }

  /**
   * Starts one and waits until it listens.
   *
   * @throws UncheckedIOException if it cannot; caused by a {@link BindException} if the port is in use
   */
  static Server start(Settings settings) {
    Server server = new Server(settings);
    server.listen();
    return server;
  }

  /** The port it listens on; after it was closed, the one it listened on. */
  int port() {
    return http.actualPort();
  }

  /** The clock in the test's hand; empty if it is the system's. */
  Optional<ManualClock> clock() {
    return timers instanceof ManualTimers manual
        ? Optional.of(new ManualClock(this, manual))
        : Optional.empty();
  }

  /** What is behind the port; to be touched only on the loop. */
  Realtime realtime() {
    return realtime;
  }

  /**
   * Asks something on the loop, and waits for the answer.
   *
   * @throws IllegalStateException if it is closed
   */
  <T> T ask(Supplier<T> question) {
    if (closed.get()) {
      throw new IllegalStateException("this server is closed");
    }
    return loop.call(question);
  }

  /**
   * Does something on the loop, and waits until it is done.
   *
   * @throws IllegalStateException if it is closed
   */
  void tell(Runnable command) {
    ask(() -> {
      command.run();
      return true;
    });
  }

  /** Waits until all clients answered that were pinged, though not for long. */
  void awaitPongs() {
    try {
      ask(pongs::all).get(PONG_PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.info("a client does not answer the ping of a clock that was moved on");
      tell(pongs::giveUp);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      tell(pongs::giveUp);
    }
  }

  /** Cuts all clients off, as a crash would, and ends its threads. Does nothing the second time. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        loop.run(this::stop);
      } catch (IOException e) {
        LOG.warn("the server on port {} did not stop in order", port(), e);
      } finally {
        loop.close();
      }
    }
  }

  private void listen() {
    try {
      loop.run(() -> http.listen(settings.port(), settings.host()).mapEmpty());
    } catch (IOException e) {
      loop.close();
      throw cannotListen("port %d on %s".formatted(settings.port(), settings.host()), e);
    }
  }

  /**
   * Cuts the clients off before Vert.x can send them a close frame, after which ably-java 1.5.0 would not notice that the
   * socket is gone.
   */
  private Future<Void> stop() {
    front.close();
    return http.close();
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
        .setMaxInitialLineLength(LARGEST_HEAD)
        .setMaxHeaderSize(LARGEST_HEAD)
        .setMaxWebSocketFrameSize(LARGEST_FRAME)
        .setMaxWebSocketMessageSize(LARGEST_FRAME)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setWebSocketClosingTimeout(WEBSOCKET_CLOSING_SECONDS);
  }
}
