package dev.understudy.ablylocal;

/**
 * What a server is made with.
 *
 * @param port 0 for a free one
 * @param manualClock whether its clock stands still until a test moves it
 */
record Settings(String host, int port, ApiKey key, boolean manualClock, Limits limits) {

  /** A free port of the loopback address, and a key of its own. */
  static Settings fresh() {
    return new Settings("127.0.0.1", 0, ApiKey.random(), false, Limits.STANDARD);
  }

  Settings withHost(String other) {
    return new Settings(other, port, key, manualClock, limits);
  }

  Settings withPort(int other) {
    return new Settings(host, other, key, manualClock, limits);
  }

  Settings withManualClock() {
    return new Settings(host, port, key, true, limits);
  }

  Settings withLimits(Limits other) {
    return new Settings(host, port, key, manualClock, other);
  }

  Settings withKey(ApiKey other) {
    return new Settings(host, port, other, manualClock, limits);
  }
}
