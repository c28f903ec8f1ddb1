package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, wholly read.
 *
 * @param headers their names in lower case
 * @param content what the body holds; empty if it is none or cannot be read
 */
record RestRequest(RestTarget target, Map<String, String> headers, Optional<JsonNode> content) {

  /** Reads a body by the content type, which is JSON if it says nothing. */
  static RestRequest of(RestTarget target, Map<String, String> headers, byte[] body) {
    boolean msgpack = headers.getOrDefault("content-type", "").contains("msgpack");
    Format format = msgpack ? Format.MSGPACK : Format.JSON;
    return new RestRequest(target, Map.copyOf(headers), format.read(body));
  }

  /** The header of that name; empty if there is none. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The client that a key's holder says to be (RSA7e2). */
  Optional<String> clientId() {
    try {
      byte[] name = Base64.getDecoder().decode(header("x-ably-clientid"));
      return Optional.of(new String(name, StandardCharsets.UTF_8)).filter(id -> !id.isEmpty());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
