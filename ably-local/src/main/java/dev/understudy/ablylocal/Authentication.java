package dev.understudy.ablylocal;

import java.util.Optional;

/**
 * Decides what credentials are worth, over WebSocket and HTTP alike.
 *
 * <p>Confined to the event loop.
 */
final class Authentication {
  /** Shorter ones are taken for typing errors, not for apps: ably-js's suite expects so of the key {@code this.is:wrong}. */
  private static final int SHORTEST_APP_ID = 6;

  private final Apps apps;

  Authentication(Apps apps) {
    this.apps = apps;
  }

  /**
   * Checks credentials.
   *
   * @param clientId as whom the client wants to act, if it says
   */
  Admission of(Credentials credentials, Optional<String> clientId) {
    if (credentials instanceof Credentials.Key key) {
      return ofKey(key, clientId);
    } else if (credentials instanceof Credentials.Token) {
      return new Admission.Refused(ErrorInfo.invalidCredentials());
    } else if (credentials instanceof Credentials.None) {
      return new Admission.Refused(ErrorInfo.noCredentials());
    } else {
      throw new AssertionError(credentials);
    }
  }

  /** Why there is no key of that name. */
  ErrorInfo unknownKey(String keyName) {
    String appId = Apps.appIdIn(keyName);
    boolean otherApp = appId.length() >= SHORTEST_APP_ID && apps.app(appId).isEmpty();
    return otherApp ? ErrorInfo.unknownApplication(appId) : ErrorInfo.invalidCredentials();
  }

  private Admission ofKey(Credentials.Key presented, Optional<String> clientId) {
    Identity identity = clientId.map(Identity::named).orElseGet(Identity.Anyone::new);
    return apps.ofKey(presented.name())
        .flatMap(app -> app.key(presented.name())
            .filter(key -> key.isOpenedBy(presented.text()))
            .map(key -> new Grant(app, key.capability(), identity, Optional.empty())))
        .<Admission>map(Admission.Granted::new)
        .orElseGet(() -> new Admission.Refused(unknownKey(presented.name())));
  }
}
