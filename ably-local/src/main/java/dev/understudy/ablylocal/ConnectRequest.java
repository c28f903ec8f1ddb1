package dev.understudy.ablylocal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** What the URL and the headers of a WebSocket upgrade ask for. Unknown parameters are ignored. */
final class ConnectRequest {
  private static final String BASIC = "Basic ";

  private final Map<String, String> query;
  private final String authorization;
  private final TransportOptions options;

  /**
   * Reads a request.
   *
   * @param authorization the header of that name; empty if there was none
   */
  ConnectRequest(Map<String, String> query, String authorization) {
    this.query = Map.copyOf(query);
    this.authorization = authorization;
    this.options = TransportOptions.requestedBy(query);
  }

  /** The credentials as presented, unchecked; never to be logged. */
  Optional<String> key() {
    return param("key").or(this::basic);
  }

  Identity identity() {
    return param("clientId").map(Identity::named).orElseGet(Identity.Anyone::new);
  }

  /** The key of an earlier connection, to {@code resume} (RTN15b1) or {@code recover} (RTN16k). */
  Optional<String> resumeKey() {
    return param("resume").or(() -> param("recover"));
  }

  TransportOptions options() {
    return options;
  }

  @Override
  public String toString() {
    return "ConnectRequest[%s, resume=%s, %s]"
        .formatted(identity(), resumeKey().isPresent(), options);
  }

  private Optional<String> param(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  private Optional<String> basic() {
    if (!authorization.startsWith(BASIC)) {
      return Optional.empty();
    }
    try {
      byte[] credentials = Base64.getDecoder().decode(authorization.substring(BASIC.length()));
      return Optional.of(new String(credentials, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
