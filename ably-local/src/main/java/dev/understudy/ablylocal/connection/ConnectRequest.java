package dev.understudy.ablylocal.connection;

import dev.understudy.ablylocal.auth.Credentials;
import dev.understudy.ablylocal.link.TransportOptions;
import java.util.Map;
import java.util.Optional;

/** What the URL and the headers of a WebSocket upgrade ask for. Unknown parameters are ignored. */
public final class ConnectRequest {
  private final Map<String, String> query;
  private final Credentials credentials;
  private final TransportOptions options;

  /**
   * Reads a request.
   *
   * @param authorization the header of that name; empty if there was none
   */
  public ConnectRequest(Map<String, String> query, String authorization) {
    this.query = Map.copyOf(query);
    this.credentials = Credentials.presentedBy(query, authorization);
    this.options = TransportOptions.requestedBy(query);
  }

  public Credentials credentials() {
    return credentials;
  }

  /** The client that it wants to act as, if it says. */
  public Optional<String> clientId() {
    return param("clientId");
  }

  /** The key of an earlier connection, to {@code resume} (RTN15b1) or {@code recover} (RTN16k). */
  Optional<String> resumeKey() {
    return param("resume").or(() -> param("recover"));
  }

  public TransportOptions options() {
    return options;
  }

  @Override
  public String toString() {
    return "ConnectRequest[%s, resume=%s, %s]"
        .formatted(clientId(), resumeKey().isPresent(), options);
  }

  private Optional<String> param(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }
}
