package dev.understudy.ablylocal.auth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one application, and which of the tokens they issued were revoked.
 *
 * <p>Confined to the event loop.
 */
public final class AppKeys {
  private final String appId;
  private final Map<String, ApiKey> keys = new LinkedHashMap<>();
  private final Revocations revocations = new Revocations();

  /** The keys of the app of that id; none yet. */
  AppKeys(String appId) {
    this.appId = appId;
  }

  public String appId() {
    return appId;
  }

  void add(ApiKey key) {
    keys.put(key.name(), key);
  }

  public List<ApiKey> all() {
    return List.copyOf(keys.values());
  }

  Optional<ApiKey> key(String name) {
    return Optional.ofNullable(keys.get(name));
  }

  public Revocations revocations() {
    return revocations;
  }
}
