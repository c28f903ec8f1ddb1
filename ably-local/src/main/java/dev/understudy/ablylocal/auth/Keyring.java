package dev.understudy.ablylocal.auth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of all applications of a server.
 *
 * <p>Confined to the event loop.
 */
public final class Keyring {
  private final Map<String, AppKeys> apps = new LinkedHashMap<>();

  /** A ring of {@code keys}, for a start. */
  public Keyring(List<ApiKey> keys) {
    keys.forEach(this::add);
  }

  /** Adds a key to those of its app, which is new to the ring if it has none. */
  public void add(ApiKey key) {
    apps.computeIfAbsent(key.appId(), AppKeys::new).add(key);
  }

  /** The ids of all apps. */
  public Set<String> appIds() {
    return Set.copyOf(apps.keySet());
  }

  /** The keys of the app of that id. */
  public AppKeys of(String appId) {
    return Optional.ofNullable(apps.get(appId)).orElseThrow();
  }

  /** Whether there is an app of that id. */
  boolean knows(String appId) {
    return apps.containsKey(appId);
  }

  /** The keys of the app that a key of that name would be of. */
  Optional<AppKeys> ofKey(String keyName) {
    return Optional.ofNullable(apps.get(appIdIn(keyName)));
  }

  /** The key of that name. */
  public Optional<ApiKey> key(String name) {
    return ofKey(name).flatMap(app -> app.key(name));
  }

  /** Forgets the keys of an app, which nobody can present any more then. */
  public void remove(String appId) {
    apps.remove(appId);
  }

  /** The part of a key's name that says which app it is of; empty if there is none. */
  public static String appIdIn(String keyName) {
    return keyName.substring(0, Math.max(0, keyName.indexOf('.')));
  }
}
