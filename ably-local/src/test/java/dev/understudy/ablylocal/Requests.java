package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** HTTP requests as the edge reads them, to {@code 127.0.0.1:8081}. */
final class Requests {
  private Requests() {}

  /** A request whose path has no empty segments; {@code authorization} may be empty. */
  static RestRequest request(String method, String path, String authorization, JsonNode body) {
    List<String> segments =
        Arrays.stream(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
    return new RestRequest(
        new RestRequest.Target(method, segments),
        Map.of(),
        Map.of("authorization", authorization, "host", "127.0.0.1:8081"),
        body);
  }

  static String basic(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
