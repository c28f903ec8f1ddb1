package dev.understudy.ablylocal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What the URL and headers of a WebSocket upgrade ask for. Unknown parameters are ignored.
 *
 * @param key the credentials as presented, unchecked; never to be logged
 * @param resumeKey the key of an earlier connection, from {@code resume} (RTN15b1) or {@code recover} (RTN16k)
 */
record ConnectRequest(
    Optional<String> key,
    Optional<String> clientId,
    Optional<String> resumeKey,
    TransportOptions options) {
  private static final String BASIC = "Basic ";

  static ConnectRequest of(Map<String, String> query, Optional<String> authorization) {
    return new ConnectRequest(
        param(query, "key").or(() -> authorization.flatMap(ConnectRequest::basic)),
        param(query, "clientId"),
        param(query, "resume").or(() -> param(query, "recover")),
        TransportOptions.requestedBy(query));
  }

  @Override
  public String toString() {
    return "ConnectRequest[clientId=%s, resume=%s, options=%s]"
        .formatted(clientId, resumeKey.isPresent(), options);
  }

  private static Optional<String> param(Map<String, String> query, String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  private static Optional<String> basic(String authorization) {
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
