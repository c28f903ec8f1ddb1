package dev.understudy.ablylocal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The applications of a server.
 *
 * <p>Confined to the event loop.
 */
final class Apps {
  private final Shared shared;
  private final Limits limits;
  private final Keyring keyring;
  private final Authentication authentication;
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final Set<String> own;

  /** Those of {@code keys}, for a start. */
  Apps(List<ApiKey> keys, Shared shared, Limits limits) {
    this.shared = shared;
    this.limits = limits;
    this.keyring = new Keyring(keys);
    this.own = keyring.appIds();
    this.authentication = new Authentication(keyring, shared.timers());
    own.forEach(id -> add(id, limits));
  }

  /** Whether it was made after the server was started: those of the server's own keys last as long as it. */
  boolean isRemovable(App app) {
    return !own.contains(app.id());
  }

  /** What a server permits in apps for which nothing else is said. */
  Limits limits() {
    return limits;
  }

  /** Makes an app of those keys, which share an id that no app has, with limits of its own. */
  App create(List<ApiKey> keys, Limits own) {
    keys.forEach(keyring::add);
    return add(keys.get(0).appId(), own);
  }

  /** What credentials are worth here. */
  Authentication authentication() {
    return authentication;
  }

  /** The keys of all of them. */
  Keyring keyring() {
    return keyring;
  }

  Optional<App> app(String id) {
    return Optional.ofNullable(apps.get(id));
  }

  /** Forgets an app and all that is in it; whoever is connected to it is told so and cut off. */
  void remove(App app) {
    apps.remove(app.id());
    keyring.remove(app.id());
    app.connections().endAll(AuthErrors.unknownApplication(app.id()));
    app.channels().forgetAll();
  }

  /** Forgets the channels of all apps, without telling anybody. */
  void forgetChannels() {
    apps.values().forEach(app -> app.channels().forgetAll());
    shared.archives().clear();
  }

  List<App> all() {
    return List.copyOf(apps.values());
  }

  private App add(String id, Limits limits) {
    App app = new App(keyring.of(id), shared, authentication, limits);
    apps.put(id, app);
    return app;
  }
}
