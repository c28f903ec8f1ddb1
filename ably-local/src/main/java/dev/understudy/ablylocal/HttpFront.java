package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
 * What is behind the port: WebSockets at {@code /}, and over HTTP {@code GET /time} (RSC16). Owns the sockets.
 *
 * <p>Confined to the event loop.
 */
final class HttpFront {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

  private final Realtime realtime;
  private final Timers timers;
  private final Pongs pongs;
  private final Set<Link> open = new LinkedHashSet<>();
  private boolean closed;

  HttpFront(Realtime realtime, Timers timers, Pongs pongs) {
    this.realtime = realtime;
    this.timers = timers;
    this.pongs = pongs;
  }

  void handle(HttpServerRequest request) {
    HttpExchange exchange = new HttpExchange(request);
    if (closed || realtime.refusals().isUnreachable()) {
      request.connection().close();
    } else if (!exchange.isReadable()) {
      exchange.refuse(ErrorInfo.malformedUrl());
    } else if (exchange.isUpgrade() && exchange.is(HttpMethod.GET, "/")) {
      upgrade(exchange);
    } else if (exchange.is(HttpMethod.GET, "/time")) {
      exchange.reply(200, JsonNodeFactory.instance.arrayNode().add(timers.now().toEpochMilli()));
    } else {
      exchange.refuse(ErrorInfo.notFound(request.path()));
    }
  }

  /** Cuts all clients off, forgets them, and lets none in again. */
  void close() {
    closed = true;
    realtime.shutdown();
    List.copyOf(open).forEach(Link::sever);
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
