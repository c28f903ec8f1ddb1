package dev.understudy.ablylocal.auth;

import dev.understudy.ablylocal.time.Timers;
import dev.understudy.ablylocal.wire.ErrorInfo;
import dev.understudy.ablylocal.wire.Frame;
import java.util.Optional;

/**
 * Decides what credentials are worth, over WebSocket and HTTP alike.
 *
 * <p>Confined to the event loop.
 */
public final class Authentication {
  /**
   * Shorter ones are taken for typing errors, not for apps: ably-js's suite expects so of the key
   * {@code this.is:wrong}.
   */
  private static final int SHORTEST_APP_ID = 6;

  private final Keyring keyring;
  private final Timers timers;

  public Authentication(Keyring keyring, Timers timers) {
    this.keyring = keyring;
    this.timers = timers;
  }

  /**
   * Checks credentials.
   *
   * @param clientId as whom the client wants to act, if it says
   */
  public Admission of(Credentials credentials, Optional<String> clientId) {
    if (credentials instanceof Credentials.Key key) {
      return ofKey(key, clientId);
    } else if (credentials instanceof Credentials.Token token) {
      return Jwt.parse(token.text())
          .map(jwt -> ofToken(jwt, clientId))
          .orElseGet(() -> new Admission.Refused(unreadable(token.text())));
    } else if (credentials instanceof Credentials.None) {
      return new Admission.Refused(AuthErrors.noCredentials());
    } else {
      throw new AssertionError(credentials);
    }
  }

  /** Why there is no key of that name. */
  public ErrorInfo unknownKey(String keyName) {
    String appId = Keyring.appIdIn(keyName);
    boolean otherApp = appId.length() >= SHORTEST_APP_ID && !keyring.knows(appId);
    return otherApp ? AuthErrors.unknownApplication(appId) : AuthErrors.invalidCredentials();
  }

  /** A JWT can be made anew, and renewing it may help; anything else is a token that nobody has issued. */
  private static ErrorInfo unreadable(String token) {
    return Jwt.hasItsForm(token)
        ? AuthErrors.invalidToken("not readable")
        : AuthErrors.invalidCredentials();
  }

  private Admission ofKey(Credentials.Key presented, Optional<String> clientId) {
    Identity identity = clientId.map(Identity::named).orElseGet(Identity.Anyone::new);
    return keyring
        .key(presented.name())
        .filter(key -> key.isOpenedBy(presented.text()))
        .map(key -> new Grant(key.appId(), key.capability(), identity, Optional.empty()))
        .<Admission>map(Admission.Granted::new)
        .orElseGet(() -> new Admission.Refused(unknownKey(presented.name())));
  }

  private Admission ofToken(Jwt token, Optional<String> clientId) {
    Optional<AppKeys> app = keyring.ofKey(token.keyName());
    Optional<ApiKey> key = app.flatMap(its -> its.key(token.keyName()));
    if (app.isEmpty() || key.isEmpty()) {
      return new Admission.Refused(unknownKey(token.keyName()));
    }
    if (!token.isSignedBy(key.get())) {
      return new Admission.Refused(AuthErrors.invalidToken("signature verification failed"));
    }
    return TokenClaims.of(token.claims(), key.get())
        .map(claims -> new Token(key.get(), claims, revocationKey(token)))
        .map(good -> ofGood(good, app.get(), clientId))
        .orElseGet(() -> new Admission.Refused(AuthErrors.invalidToken("invalid claims")));
  }

  private Admission ofGood(Token token, AppKeys app, Optional<String> clientId) {
    TokenClaims claims = token.claims();
    if (!timers.now().isBefore(claims.expires())) {
      return new Admission.Refused(AuthErrors.tokenExpired());
    }
    if (app.revocations().cover(token, timers.now())) {
      return new Admission.Refused(AuthErrors.tokenRevoked());
    }
    return Identity.ofToken(claims.clientId(), clientId)
        .map(who -> new Grant(app.appId(), claims.capability(), who, Optional.of(token)))
        .<Admission>map(Admission.Granted::new)
        .orElseGet(() -> new Admission.Refused(AuthErrors.invalidClientIdForCredentials()));
  }

  private static Optional<String> revocationKey(Jwt token) {
    return Frame.text(token.claims(), TokenClaims.REVOCATION_KEY);
  }
}
