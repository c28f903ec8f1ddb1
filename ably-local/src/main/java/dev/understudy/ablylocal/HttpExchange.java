package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One HTTP request and the answer to it, in JSON or in MessagePack as the client likes it. */
final class HttpExchange {
  private final HttpServerRequest request;
  private final Map<String, String> query = new HashMap<>();
  private final boolean readable;

  HttpExchange(HttpServerRequest request) {
    this.request = request;
    this.readable = readQuery();
  }

  /** Whether its URL can be read. */
  boolean isReadable() {
    return readable;
  }

  boolean isUpgrade() {
    return "websocket".equalsIgnoreCase(header(HttpHeaders.UPGRADE));
  }

  boolean is(HttpMethod method, String path) {
    return request.method().equals(method) && request.path().equals(path);
  }

  HttpServerRequest request() {
    return request;
  }

  ConnectRequest connectRequest() {
    return new ConnectRequest(query, header(HttpHeaders.AUTHORIZATION));
  }

  void reply(int status, JsonNode body) {
    Format format = wantsMsgpack() ? Format.MSGPACK : Format.JSON;
    String type = format == Format.MSGPACK ? "application/x-msgpack" : "application/json";
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .end(Buffer.buffer(format.encode(body)));
  }

  void refuse(ErrorInfo error) {
    request
        .response()
        .putHeader("X-Ably-Errorcode", String.valueOf(error.code()))
        .putHeader("X-Ably-Errormessage", error.message());
    reply(error.statusCode(), JsonNodeFactory.instance.objectNode().set("error", error.tree()));
  }

  private boolean wantsMsgpack() {
    return header(HttpHeaders.ACCEPT).contains("application/x-msgpack")
        || "msgpack".equals(query.get("format"));
  }

  /** The header of that name; empty if there is none. */
  private String header(CharSequence name) {
    return Optional.ofNullable(request.getHeader(name)).orElse("");
  }

  private boolean readQuery() {
    try {
      request.params().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
      return true;
    } catch (IllegalArgumentException e) {
      return false; // Its message has the URL in it, and with that the key.
    }
  }
}
