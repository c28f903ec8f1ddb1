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
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is behind the port: WebSockets at {@code /}, and over HTTP {@code GET /time} (RSC16). */
final class HttpFront {
  private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);

  private final Realtime realtime;

  HttpFront(Realtime realtime) {
    this.realtime = realtime;
  }

  void handle(HttpServerRequest request) {
    boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    if (upgrade && request.path().equals("/")) {
      upgrade(request);
    } else if (request.method().equals(HttpMethod.GET) && request.path().equals("/time")) {
      reply(request, 200, JsonNodeFactory.instance.arrayNode().add(Instant.now().toEpochMilli()));
    } else {
      refuse(request, ErrorInfo.notFound(request.path()));
    }
  }

  private void upgrade(HttpServerRequest request) {
    ConnectRequest connect = ConnectRequest.of(
        query(request), Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)));
    request
        .toWebSocket()
        .onSuccess(socket -> connect(socket, request, connect))
        .onFailure(error -> LOG.debug("upgrade failed", error));
  }

  private void connect(ServerWebSocket socket, HttpServerRequest request, ConnectRequest connect) {
    Link link =
        new WebSocketLink(socket, request.connection(), connect.options().format());
    socket.exceptionHandler(error -> LOG.debug("WebSocket failed", error));
    realtime.connect(connect, link).ifPresent(transport -> listen(socket, transport));
  }

  private void listen(ServerWebSocket socket, Transport transport) {
    socket.textMessageHandler(
        text -> realtime.receive(transport, Buffer.buffer(text).getBytes()));
    socket.binaryMessageHandler(bytes -> realtime.receive(transport, bytes.getBytes()));
    socket.pongHandler(pong -> realtime.heard(transport));
    socket.closeHandler(closed -> realtime.lost(transport));
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
    String accept = Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)).orElse("");
    return accept.contains("application/x-msgpack")
        || "msgpack".equals(query(request).get("format"));
  }

  private static Map<String, String> query(HttpServerRequest request) {
    Map<String, String> query = new HashMap<>();
    request.params().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
    return query;
  }
}
