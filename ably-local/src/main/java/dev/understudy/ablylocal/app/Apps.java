package dev.understudy.ablylocal.app;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.AuthErrors;
import dev.understudy.ablylocal.auth.Authentication;
import dev.understudy.ablylocal.auth.Keyring;
import dev.understudy.ablylocal.channel.ServerWide;
import dev.understudy.ablylocal.limits.Limits;
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
public final class Apps {
  private final ServerWide serverWide;
  private final Limits limits;
  private final Keyring keyring;
  private final Authentication authentication;
  private final Map<String, App> apps = new LinkedHashMap<>();
  private final Set<String> own;

  /** The apps that {@code keys} are of. */
  public Apps(List<ApiKey> keys, ServerWide serverWide, Limits limits) {
    this.serverWide = serverWide;
    this.limits = limits;
    this.keyring = new Keyring(keys);
    this.own = keyring.appIds();
    this.authentication = new Authentication(keyring, serverWide.timers());
    own.forEach(id -> add(id, limits));
  }

  /** Whether it was made after the server was started: those of the server's own keys last as long as it. */
  public boolean isRemovable(App app) {
    return !own.contains(app.id());
  }

  /** What a server permits in apps for which nothing else is said. */
  public Limits limits() {
    return limits;
  }

  /** Makes an app of those keys, which share an id that no app has, with limits of its own. */
  public App create(List<ApiKey> keys, Limits own) {
    keys.forEach(keyring::add);
    return add(keys.get(0).appId(), own);
  }

  /** What credentials are worth here. */
  public Authentication authentication() {
    return authentication;
  }

  /** The keys of all of them. */
  public Keyring keyring() {
    return keyring;
  }

  public Optional<App> app(String id) {
    return Optional.ofNullable(apps.get(id));
  }

  /** Forgets an app and all that is in it; whoever is connected to it is told so and cut off. */
  public void remove(App app) {
    apps.remove(app.id());
    keyring.remove(app.id());
    app.connections().endAll(AuthErrors.unknownApplication(app.id()));
    app.channels().forgetAll();
  }

  /** Forgets the channels of all apps, without telling anybody. */
  public void forgetChannels() {
    apps.values().forEach(app -> app.channels().forgetAll());
    serverWide.archives().clear();
  }

  public List<App> all() {
    return List.copyOf(apps.values());
  }

  private App add(String id, Limits limits) {
    App app = new App(keyring.of(id), serverWide, authentication, limits);
    apps.put(id, app);
    return app;
  }
}
