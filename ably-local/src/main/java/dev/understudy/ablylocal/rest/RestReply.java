package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answer to a request, not yet in any format.
 *
 * @param headers beside those that every answer has; a name may stand for several
 */
public record RestReply(int status, Map<String, List<String>> headers, JsonNode body) {
  private static final int LONGEST_HEADER = 1000;

  static RestReply ok(JsonNode body) {
    return new RestReply(200, Map.of(), body);
  }

  static RestReply created(JsonNode body) {
    return new RestReply(201, Map.of(), body);
  }

  /** A page with links to others (RFC 8288). */
  static RestReply page(JsonNode items, List<String> links) {
    return new RestReply(200, Map.of("Link", links), items);
  }

  public static RestReply refused(ErrorInfo error) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("X-Ably-Errorcode", List.of(String.valueOf(error.code())));
    headers.put("X-Ably-Errormessage", List.of(headerText(error.message())));
    if (error.isOfAStaleToken()) {
      headers.put("WWW-Authenticate", List.of("X-Ably-Token stale=\"true\""));
    }
    JsonNode body = JsonNodeFactory.instance.objectNode().set("error", error.tree());
    return new RestReply(error.statusCode(), headers, body);
  }

  /** Headers are ASCII, but messages repeat what clients wrote. */
  private static String headerText(String message) {
    String ascii = message.replaceAll("[^ -~]", "?");
    return ascii.substring(0, Math.min(LONGEST_HEADER, ascii.length()));
  }
}
