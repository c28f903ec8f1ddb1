package dev.understudy.ablylocal;

import java.util.Map;
import java.util.Optional;

/** Who may use the REST interface, and as whom: the holder of the key (RSC18, RSA11). */
final class RestDoor {
  private final ApiKey key;

  RestDoor(ApiKey key) {
    this.key = key;
  }

  /** Why a request is not let in; empty if it is. */
  Optional<ErrorInfo> refuse(RestRequest request) {
    return presented(request)
        .map(key::refuse)
        .orElseGet(() -> Optional.of(ErrorInfo.noCredentials()));
  }

  Identity identity(RestRequest request) {
    return request.clientId().map(Identity::named).orElseGet(Identity.Anyone::new);
  }

  private static Optional<String> presented(RestRequest request) {
    Map<String, String> query = request.target().query();
    return new ConnectRequest(query, request.header("authorization")).key();
  }
}
