package dev.understudy.ablylocal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The applications of a server.
 *
 * <p>Confined to the event loop.
 */
final class Apps {
  private final Timers timers;
  private final Map<String, App> apps = new LinkedHashMap<>();

  /** Those of {@code keys}, for a start. */
  Apps(List<ApiKey> keys, Timers timers) {
    this.timers = timers;
    keys.forEach(this::add);
  }

  /** Adds a key to its app, which is made if there is none. */
  App add(ApiKey key) {
    App app = apps.computeIfAbsent(key.appId(), id -> new App(id, timers));
    app.add(key);
    return app;
  }

  Optional<App> app(String id) {
    return Optional.ofNullable(apps.get(id));
  }

  /** The app that a key of that name would be of. */
  Optional<App> ofKey(String keyName) {
    return app(appIdIn(keyName));
  }

  /** Forgets an app; whoever is connected to it is told so and cut off. */
  void remove(App app) {
    apps.remove(app.id());
    app.connections().endAll(ErrorInfo.unknownApplication(app.id()));
  }

  List<App> all() {
    return List.copyOf(apps.values());
  }

  /** The part of a key's name that says which app it is of; empty if there is none. */
  static String appIdIn(String keyName) {
    return keyName.substring(0, Math.max(0, keyName.indexOf('.')));
  }
}
