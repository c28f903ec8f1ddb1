package dev.understudy.ablylocal.app;

import dev.understudy.ablylocal.auth.Admission;
import dev.understudy.ablylocal.auth.AuthErrors;
import dev.understudy.ablylocal.auth.Authentication;
import dev.understudy.ablylocal.auth.Credentials;
import dev.understudy.ablylocal.auth.Grant;
import dev.understudy.ablylocal.auth.Identity;
import dev.understudy.ablylocal.connection.Connections;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes the new token that a client presents on its connection (RTC8), which goes on without a
 * break: only what the token no longer permits ends. The client may not become somebody else by it.
 *
 * <p>Confined to the event loop.
 */
final class Reauthentication {
  private final Authentication authentication;
  private final String appId;
  private final Connections connections;
  private final Attaching attaching;

  Reauthentication(
      Authentication authentication, String appId, Connections connections, Attaching attaching) {
    this.authentication = authentication;
    this.appId = appId;
    this.connections = connections;
    this.attaching = attaching;
  }

  /** Answers an AUTH; why the connection must end if it is not accepted. */
  Optional<ErrorInfo> apply(Transport transport, Frame auth, Instant now) {
    Credentials credentials = auth.accessToken()
        .<Credentials>map(Credentials.Token::new)
        .orElseGet(Credentials.None::new);
    Admission admission = authentication.of(credentials, Optional.empty());
    if (admission instanceof Admission.Refused refused) {
      return Optional.of(refused.error());
    }
    Grant grant = ((Admission.Granted) admission).grant();
    Optional<Identity> identity = transport.connection().identity().continuedBy(grant.identity());
    if (!grant.appId().equals(appId) || identity.isEmpty()) {
      return Optional.of(AuthErrors.incompatibleCredentials());
    }
    connections.regrant(transport, grant.as(identity.get()));
    attaching.regrant(transport, now);
    return Optional.empty();
  }
}
