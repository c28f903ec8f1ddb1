package dev.understudy.ablylocal.net;

import dev.understudy.ablylocal.connection.ConnectRequest;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.link.Link;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.rest.RestReply;
import dev.understudy.ablylocal.rest.RestRequest;
import dev.understudy.ablylocal.wire.ErrorInfo;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is behind the port: WebSockets at {@code /}, and the REST interface. Owns the sockets.
 *
 * <p>Confined to the event loop.
 */
final class HttpFront {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

  private final Realtime realtime;
  private final Pongs pongs;
  private final Set<Link> open = new LinkedHashSet<>();
  private boolean closed;

  HttpFront(Realtime realtime, Pongs pongs) {
    this.realtime = realtime;
    this.pongs = pongs;
  }

  void handle(HttpServerRequest request) {
    HttpExchange exchange = new HttpExchange(request);
    if (closed || realtime.refusals().isUnreachable()) {
      request.connection().close();
    } else if (!exchange.isReadable()) {
      exchange.reply(RestReply.refused(ErrorInfo.malformedUrl()));
    } else if (exchange.isUpgrade() && exchange.is(HttpMethod.GET, "/")) {
      upgrade(exchange);
    } else if (request.method().equals(HttpMethod.OPTIONS)) {
      exchange.allowOtherOrigins();
    } else {
      exchange.whenRead(read -> answer(exchange, read));
    }
  }

  /**
   * Answers what is no request that can be read, and ends that connection, of which nothing more
   * can be read either.
   */
  void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    ErrorInfo error = cause instanceof TooLongHttpLineException
        ? ErrorInfo.malformedRequest(414, "its URL is too long")
        : cause instanceof TooLongHttpHeaderException
            ? ErrorInfo.malformedRequest(431, "its headers are too long")
            : ErrorInfo.malformedRequest(400, "not readable");
    new HttpExchange(request).reply(RestReply.refused(error));
    request.connection().close();
  }

  /** Cuts all clients off, forgets them, and lets none in again. */
  void close() {
    closed = true;
    realtime.shutdown();
    List.copyOf(open).forEach(Link::sever);
  }

  private void answer(HttpExchange exchange, RestRequest read) {
    if (closed) {
      exchange.request().connection().close();
    } else {
      exchange.reply(realtime.rest().answer(read));
    }
  }

  private void upgrade(HttpExchange exchange) {
    ConnectRequest connect = exchange.connectRequest();
    exchange
        .request()
        .toWebSocket()
        .onSuccess(socket -> connect(socket, connect))
        .onFailure(error -> LOG.debug("upgrade failed", error));
  }

  private void connect(ServerWebSocket socket, ConnectRequest connect) {
    Link link = new WebSocketLink(socket, connect.options().format(), pongs);
    if (closed) {
      link.sever();
      return;
    }
    open.add(link);
    Optional<Transport> transport = realtime.connect(connect, link);
    transport.ifPresent(admitted -> listen(socket, link, admitted));
    socket.exceptionHandler(error -> LOG.debug("WebSocket failed", error));
    socket.closeHandler(gone -> {
      open.remove(link);
      pongs.settle(link);
      transport.ifPresent(realtime::lost);
    });
  }

  private void listen(ServerWebSocket socket, Link link, Transport transport) {
    socket.textMessageHandler(
        text -> realtime.receive(transport, Buffer.buffer(text).getBytes()));
    socket.binaryMessageHandler(bytes -> realtime.receive(transport, bytes.getBytes()));
    socket.pongHandler(pong -> {
      realtime.heard(transport);
      pongs.settle(link);
    });
  }
}
