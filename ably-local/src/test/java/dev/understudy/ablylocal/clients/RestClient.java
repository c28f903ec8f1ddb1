package dev.understudy.ablylocal.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.rest.RestReply;
import dev.understudy.ablylocal.rest.RestRequest;
import dev.understudy.ablylocal.rest.RestTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The holder of a key who writes requests by hand, in JSON, without a socket. */
public final class RestClient {
  private final Realtime realtime;
  private final Map<String, String> headers;

  private RestClient(Realtime realtime, Map<String, String> headers) {
    this.realtime = realtime;
    this.headers = Map.copyOf(headers);
  }

  public static RestClient of(Realtime realtime, String key) {
    return new RestClient(realtime, Map.of("authorization", "Basic " + base64(key)));
  }

  public static RestClient ofNobody(Realtime realtime) {
    return new RestClient(realtime, Map.of());
  }

  /** The same, who says to be {@code clientId}. */
  public RestClient as(String clientId) {
    return with("x-ably-clientid", base64(clientId));
  }

  /** The same, with another header, whose name is in lower case. */
  public RestClient with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new RestClient(realtime, more);
  }

  /** The same, of an older library. */
  public RestClient speaking(String version) {
    return with("x-ably-version", version);
  }

  public RestReply get(String path) {
    return send("GET", path, "");
  }

  /** Sends {@code json}, which may have apostrophes for quotation marks. */
  public RestReply post(String path, String json) {
    return send("POST", path, json);
  }

  public RestReply send(String method, String path, String json) {
    int question = path.indexOf('?');
    String plain = question < 0 ? path : path.substring(0, question);
    Map<String, String> query = question < 0 ? Map.of() : query(path.substring(question + 1));
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return realtime
        .rest()
        .answer(RestRequest.of(RestTarget.of(method, plain, query), headers, body));
  }

  public static int code(RestReply reply) {
    return reply.body().path("error").path("code").asInt();
  }

  /** The data of the messages in a page. */
  public static List<String> data(RestReply page) {
    List<String> data = new ArrayList<>();
    page.body().forEach(message -> data.add(text(message, "data")));
    return data;
  }

  static String text(JsonNode tree, String field) {
    return tree.path(field).asText();
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      query.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return query;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
