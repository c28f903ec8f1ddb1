package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP request and the answer to it, in JSON or in MessagePack as the client likes it. */
final class HttpExchange {
  private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);
  private static final List<String> HEADERS = List.of("authorization", "x-ably-clientid");

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

  /** Reads the body, and replies as {@code api} says. */
  void answerBy(Function<RestRequest, RestAnswer> api) {
    request
        .body()
        .onSuccess(body -> answer(api, body.getBytes()))
        .onFailure(error -> LOG.debug("a request's body did not come", error));
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

  private void answer(Function<RestRequest, RestAnswer> api, byte[] bytes) {
    Optional<JsonNode> body = decode(bytes);
    if (body.isEmpty()) {
      refuse(ErrorInfo.invalidBody());
      return;
    }
    try {
      send(api.apply(read(body.get())));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.method(), request.path(), e);
      refuse(ErrorInfo.internal());
    }
  }

  private void send(RestAnswer answer) {
    if (answer instanceof RestAnswer.Done done) {
      reply(done.status(), done.body());
    } else if (answer instanceof RestAnswer.Refused refused) {
      refuse(refused.error());
    } else {
      throw new AssertionError(answer);
    }
  }

  private RestRequest read(JsonNode body) {
    Map<String, String> headers = new HashMap<>();
    HEADERS.forEach(name -> headers.put(name, header(name)));
    headers.put("host", String.valueOf(request.authority())); // HTTP/2 has no header for it.
    List<String> path = Arrays.stream(request.path().split("/"))
        .filter(segment -> !segment.isEmpty())
        .toList();
    RestRequest.Target target = new RestRequest.Target(request.method().name(), path);
    return new RestRequest(target, query, headers, body);
  }

  /** A missing node if there is nothing; empty if it cannot be read. */
  private Optional<JsonNode> decode(byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.of(MissingNode.getInstance());
    }
    boolean msgpack = header(HttpHeaders.CONTENT_TYPE).contains("application/x-msgpack");
    return (msgpack ? Format.MSGPACK : Format.JSON).decode(bytes).map(JsonNode.class::cast);
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
