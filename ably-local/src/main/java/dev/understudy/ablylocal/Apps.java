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
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final Set<String> own;

  /** Those of {@code keys}, for a start. */
  Apps(List<ApiKey> keys, Timers timers, FrameLog log, Limits limits) {
    this.shared = new Shared(timers, log);
    this.limits = limits;
    keys.forEach(this::add);
    this.own = Set.copyOf(apps.keySet());
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
    App app = new App(keys.get(0).appId(), shared, own);
    keys.forEach(app::add);
    apps.put(app.id(), app);
    return app;
  }

  Optional<App> app(String id) {
    return Optional.ofNullable(apps.get(id));
  }

  /** The app that a key of that name would be of. */
  Optional<App> ofKey(String keyName) {
    return app(appIdIn(keyName));
  }

  /** Forgets an app and all that is in it; whoever is connected to it is told so and cut off. */
  void remove(App app) {
    apps.remove(app.id());
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

  /** Adds a key to its app, which is made if there is none. */
  private void add(ApiKey key) {
    apps.computeIfAbsent(key.appId(), id -> new App(id, shared, limits)).add(key);
  }

  /** The part of a key's name that says which app it is of; empty if there is none. */
  static String appIdIn(String keyName) {
    return keyName.substring(0, Math.max(0, keyName.indexOf('.')));
  }
}
