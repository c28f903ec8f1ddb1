package dev.understudy.ablylocal.net;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.limits.Limits;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server is made with.
 *
 * @param port 0 for a free one
 * @param keys one at least; the first is what the server is known by
 * @param manualClock whether its clock stands still until a test moves it
 */
public record Settings(
    String host, int port, List<ApiKey> keys, boolean manualClock, Limits limits) {
  public Settings {
    keys = List.copyOf(keys);
    List<String> names = keys.stream().map(ApiKey::name).toList();
    for (String name : names) {
      if (Collections.frequency(names, name) > 1) {
        throw new IllegalArgumentException("there are two keys named " + name);
      }
    }
  }

  /** A free port of the loopback address, and a key of its own. */
  public static Settings fresh() {
    return new Settings("127.0.0.1", 0, List.of(ApiKey.random()), false, Limits.STANDARD);
  }

  /** The first of the keys. */
  public ApiKey key() {
    return keys.get(0);
  }

  public Settings withHost(String other) {
    return new Settings(other, port, keys, manualClock, limits);
  }

  public Settings withPort(int other) {
    return new Settings(host, other, keys, manualClock, limits);
  }

  public Settings withManualClock() {
    return new Settings(host, port, keys, true, limits);
  }

  public Settings withLimits(Limits other) {
    return new Settings(host, port, keys, manualClock, other);
  }

  /** The same with another key in place of the first. */
  public Settings withKey(ApiKey other) {
    return withKeys(Stream.concat(Stream.of(other), keys.stream().skip(1)).toList());
  }

  public Settings withFurtherKey(ApiKey further) {
    return withKeys(Stream.concat(keys.stream(), Stream.of(further)).toList());
  }

  private Settings withKeys(List<ApiKey> others) {
    return new Settings(host, port, others, manualClock, limits);
  }
}
