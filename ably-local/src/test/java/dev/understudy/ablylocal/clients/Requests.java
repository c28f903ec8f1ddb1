package dev.understudy.ablylocal.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.ablylocal.rest.RestRequest;
import dev.understudy.ablylocal.rest.RestTarget;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** HTTP requests as the edge reads them, to {@code 127.0.0.1:8081}. */
public final class Requests {
  private Requests() {}

  /** A request whose {@code authorization} may be empty. */
  public static RestRequest request(
      String method, String path, String authorization, JsonNode body) {
    return new RestRequest(
        RestTarget.of(method, path, Map.of()),
        Map.of("authorization", authorization, "host", "127.0.0.1:8081"),
        Optional.of(body));
  }

  public static String basic(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
