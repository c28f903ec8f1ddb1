package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.understudy.ablylocal.auth.Credentials;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Format;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One HTTP request, wholly read.
 *
 * @param headers their names in lower case
 * @param content what the body holds, a missing node if there is none; empty if it cannot be read
 */
public record RestRequest(
    RestTarget target, Map<String, String> headers, Optional<JsonNode> content) {
  private static final String CLIENT_ID = "x-ably-clientid";
  private static final Set<String> JSON = Set.of("", "application/json");
  private static final Set<String> MSGPACK = Set.of("application/x-msgpack", "application/msgpack");

  public RestRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * Reads a body by the content type, which is JSON if it says nothing; one that {@link
   * #refuseContentType} is against, too.
   */
  public static RestRequest of(RestTarget target, Map<String, String> headers, byte[] body) {
    boolean msgpack = MSGPACK.contains(mediaType(headers));
    Format format = msgpack ? Format.MSGPACK : Format.JSON;
    return new RestRequest(
        target,
        headers,
        body.length == 0 ? Optional.of(MissingNode.getInstance()) : format.read(body));
  }

  /** Why its body is not looked at; empty if it is, or there is none. */
  Optional<ErrorInfo> refuseContentType() {
    String type = mediaType(headers);
    boolean none = content.filter(JsonNode::isMissingNode).isPresent();
    return none || JSON.contains(type) || MSGPACK.contains(type)
        ? Optional.empty()
        : Optional.of(ErrorInfo.unsupportedContentType(type));
  }

  Credentials credentials() {
    return Credentials.presentedBy(target.query(), header("authorization"));
  }

  /**
   * The client that it wants to act as, if it says (RSA7e2). Only if {@link #refuseClientId} has
   * nothing against it.
   */
  Optional<String> clientId() {
    return base64(header(CLIENT_ID)).filter(id -> !id.isEmpty());
  }

  /** Why it cannot be told as whom the client wants to act; empty if it can. */
  Optional<ErrorInfo> refuseClientId() {
    return base64(header(CLIENT_ID)).isPresent()
        ? Optional.empty()
        : Optional.of(ErrorInfo.invalidHeader("X-Ably-ClientId", "must be Base64"));
  }

  /** The server as the client knows it, {@code host:port}; empty if it does not say. */
  String host() {
    return header("host");
  }

  /** The header of that name; empty if there is none. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Only what is asked for: the rest may have credentials in it. */
  @Override
  public String toString() {
    return target.toString();
  }

  private static String mediaType(Map<String, String> headers) {
    return headers
        .getOrDefault("content-type", "")
        .split(";", 2)[0]
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static Optional<String> base64(String text) {
    try {
      byte[] name = Base64.getDecoder().decode(text);
      return Optional.of(new String(name, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
