package dev.understudy.ablylocal.net;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;

/**
 * The port that clients come to, and how large what comes through it may be.
 *
 * <p>Confined to the event loop, but for {@link #number()}.
 */
final class HttpPort {
  /**
   * Larger than Ably's frames, so that what is too large is answered and not cut off, which clients
   * would retry forever.
   */
  private static final int LARGEST_FRAME = 16 * 1024 * 1024;

  /** Of what stands before a body, in bytes; Vert.x by itself refuses a URL with a JWT of many channels in it. */
  private static final int LARGEST_HEAD = 128 * 1024;

  private static final int WEBSOCKET_CLOSING_SECONDS = 2;

  private final HttpFront front;
  private final HttpServer http;

  /** A port that leads to {@code front}. */
  HttpPort(Vertx vertx, HttpFront front) {
    this.front = front;
    this.http = vertx
        .createHttpServer(options())
        .requestHandler(front::handle)
        .invalidRequestHandler(front::refuse);
  }

  /** The number of the port; after it was closed, the one it had. */
  int number() {
    return http.actualPort();
  }

  Future<Void> listen(String host, int port) {
    return http.listen(port, host).mapEmpty();
  }

  /**
   * Cuts the clients off before Vert.x can send them a close frame, after which ably-java 1.5.0
   * would not notice that the socket is gone.
   */
  Future<Void> close() {
    front.close();
    return http.close();
  }

  /** Why there is no listening there, as a caller is told it. */
  static UncheckedIOException cannotListen(String host, int port, IOException cause) {
    String place = "port %d on %s".formatted(port, host);
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
