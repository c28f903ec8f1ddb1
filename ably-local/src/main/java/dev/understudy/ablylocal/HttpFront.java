package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
  private final Set<Link> open = new LinkedHashSet<>();
  private boolean closed;

  HttpFront(Realtime realtime) {
    this.realtime = realtime;
  }

  void handle(HttpServerRequest request) {
    boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    if (closed) {
      request.connection().close();
    } else if (upgrade && request.path().equals("/")) {
      upgrade(request);
    } else if (request.method().equals(HttpMethod.GET) && request.path().equals("/time")) {
      reply(request, 200, JsonNodeFactory.instance.arrayNode().add(Instant.now().toEpochMilli()));
    } else {
      refuse(request, ErrorInfo.notFound(request.path()));
    }
  }

  /** Cuts all clients off, forgets them, and lets none in again. */
  void close() {
    closed = true;
    realtime.shutdown();
    List.copyOf(open).forEach(Link::sever);
  }

  private void upgrade(HttpServerRequest request) {
    ConnectRequest connect =
        new ConnectRequest(query(request), header(request, HttpHeaders.AUTHORIZATION));
    request
        .toWebSocket()
        .onSuccess(socket -> connect(socket, connect))
        .onFailure(error -> LOG.debug("upgrade failed", error));
  }

  private void connect(ServerWebSocket socket, ConnectRequest connect) {
    Link link = new WebSocketLink(socket, connect.options().format());
    if (closed) {
      link.sever();
      return;
    }
    open.add(link);
    Optional<Transport> transport = realtime.connect(connect, link);
    transport.ifPresent(admitted -> listen(socket, admitted));
    socket.exceptionHandler(error -> LOG.debug("WebSocket failed", error));
    socket.closeHandler(gone -> {
      open.remove(link);
      transport.ifPresent(realtime::lost);
    });
  }

  private void listen(ServerWebSocket socket, Transport transport) {
    socket.textMessageHandler(
        text -> realtime.receive(transport, Buffer.buffer(text).getBytes()));
    socket.binaryMessageHandler(bytes -> realtime.receive(transport, bytes.getBytes()));
    socket.pongHandler(pong -> realtime.heard(transport));
  }

  private static void refuse(HttpServerRequest request, ErrorInfo error) {
    request
        .response()
        .putHeader("X-Ably-Errorcode", String.valueOf(error.code()))
        .putHeader("X-Ably-Errormessage", error.message());
    reply(
        request,
        error.statusCode(),
        JsonNodeFactory.instance.objectNode().set("error", error.tree()));
  }

  private static void reply(HttpServerRequest request, int status, JsonNode body) {
    Format format = wantsMsgpack(request) ? Format.MSGPACK : Format.JSON;
    String type = format == Format.MSGPACK ? "application/x-msgpack" : "application/json";
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .end(Buffer.buffer(format.encode(body)));
  }

  private static boolean wantsMsgpack(HttpServerRequest request) {
    return header(request, HttpHeaders.ACCEPT).contains("application/x-msgpack")
        || "msgpack".equals(query(request).get("format"));
  }

  /** The header of that name; empty if there is none. */
  private static String header(HttpServerRequest request, CharSequence name) {
    return Optional.ofNullable(request.getHeader(name)).orElse("");
  }

  private static Map<String, String> query(HttpServerRequest request) {
    Map<String, String> query = new HashMap<>();
    request.params().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
    return query;
  }
}
