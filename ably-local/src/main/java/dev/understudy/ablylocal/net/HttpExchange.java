package dev.understudy.ablylocal.net;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.connection.ConnectRequest;
import dev.understudy.ablylocal.limits.LimitErrors;
import dev.understudy.ablylocal.rest.RestReply;
import dev.understudy.ablylocal.rest.RestRequest;
import dev.understudy.ablylocal.rest.RestTarget;
import dev.understudy.ablylocal.wire.Format;
import dev.understudy.ablylocal.wire.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One HTTP request and the answer to it, in JSON or in MessagePack as the client likes it. */
final class HttpExchange {
  /** The bytes of a batch, which is the largest request there is (ably.com/docs/messages/batch). */
  private static final int LARGEST_BODY = 2 * 1024 * 1024;

  private final HttpServerRequest request;
  private final Map<String, String> query = new HashMap<>();
  private final Optional<RestTarget> target;

  HttpExchange(HttpServerRequest request) {
    this.request = request;
    this.target = readTarget();
  }

  /** Whether its URL can be read. */
  boolean isReadable() {
    return target.isPresent();
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

  /** Hands the request on once all of it is here; one that is too large is refused instead. */
  void whenRead(Consumer<RestRequest> next) {
    Buffer body = Buffer.buffer();
    request.handler(chunk -> {
      if (body.length() <= LARGEST_BODY) {
        body.appendBuffer(chunk);
      }
    });
    request.exceptionHandler(gone -> {});
    request.endHandler(end -> {
      if (body.length() > LARGEST_BODY) {
        reply(RestReply.refused(LimitErrors.tooLarge(body.length(), LARGEST_BODY)));
      } else {
        next.accept(RestRequest.of(target.orElseThrow(), headers(), body.getBytes()));
      }
    });
  }

  void reply(RestReply reply) {
    HttpServerResponse response = request.response();
    if (query.containsKey("envelope")) {
      send(response.setStatusCode(200), wrapped(reply));
    } else {
      reply.headers().forEach(response::putHeader);
      send(response.setStatusCode(reply.status()), reply.body());
    }
  }

  /**
   * Lets pages of any origin use this server from a browser (CORS), for it is there for
   * development, and what it gives it gives to credentials in the request, never to cookies.
   */
  void allowOtherOrigins() {
    request
        .response()
        .setStatusCode(204)
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE")
        .putHeader(
            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
            header(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS))
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600")
        .end();
  }

  /** Puts status and headers into the body, for a client that cannot see them and says so by {@code envelope}. */
  private static ObjectNode wrapped(RestReply reply) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode().put("statusCode", reply.status());
    ObjectNode headers = envelope.putObject("headers");
    reply.headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
    envelope.set("response", reply.body());
    return envelope;
  }

  private void send(HttpServerResponse response, JsonNode body) {
    Format format = wantsMsgpack() ? Format.MSGPACK : Format.JSON;
    boolean json = format == Format.JSON;
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .putHeader(
            HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
            "Link, X-Ably-Errorcode, X-Ably-Errormessage")
        .putHeader(HttpHeaders.CONTENT_TYPE, json ? "application/json" : "application/x-msgpack")
        .end(Buffer.buffer(format.encode(json ? Payload.forJson(body) : body)));
  }

  private boolean wantsMsgpack() {
    return header(HttpHeaders.ACCEPT).contains("application/x-msgpack")
        || "msgpack".equals(query.get("format"))
        || "msgpack".equals(query.get("envelope"));
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(entry ->
            headers.putIfAbsent(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
    headers.put("host", String.valueOf(request.authority())); // HTTP/2 has no header for it.
    return headers;
  }

  /** The header of that name; empty if there is none. */
  private String header(CharSequence name) {
    return Optional.ofNullable(request.getHeader(name)).orElse("");
  }

  private Optional<RestTarget> readTarget() {
    try {
      request.params().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
      return Optional.of(RestTarget.of(method(), path(), query));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Its message has the URL in it, and with that the key.
    }
  }

  /** A HEAD is answered as a GET would be, and Vert.x leaves the body out. */
  private String method() {
    HttpMethod method = request.method();
    return (method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method).name();
  }

  private String path() {
    return Optional.ofNullable(request.path()).orElse("");
  }
}
