package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, read.
 *
 * @param headers by their names in lower case; no more than are of use
 * @param body a missing node if there was none
 */
record RestRequest(
    Target target, Map<String, String> query, Map<String, String> headers, JsonNode body) {

  /** What is to be done to what. */
  record Target(String method, List<String> path) {
    private static final String ANY = "*";

    Target {
      path = List.copyOf(path);
    }

    /** Whether it is that method on a path of these segments; {@code *} is any one segment. */
    boolean is(String otherMethod, String... segments) {
      if (!method.equals(otherMethod) || path.size() != segments.length) {
        return false;
      }
      for (int at = 0; at < segments.length; at++) {
        if (!segments[at].equals(ANY) && !segments[at].equals(path.get(at))) {
          return false;
        }
      }
      return true;
    }
  }

  RestRequest {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  Credentials credentials() {
    return Credentials.presentedBy(query, header("authorization"));
  }

  /** As whom the client wants to act, if it says: in Base64 in a header (RSA7e2), or in the URL. */
  Optional<String> clientId() {
    String header = header("x-ably-clientid");
    return header.isEmpty() ? Optional.ofNullable(query.get("clientId")) : base64(header);
  }

  /** The server as the client knows it, {@code host:port}; empty if it does not say. */
  String host() {
    return header("host");
  }

  /** Without the query, for that may have a key in it. */
  @Override
  public String toString() {
    return target.toString();
  }

  private String header(String name) {
    return headers.getOrDefault(name, "");
  }

  private static Optional<String> base64(String text) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
