package dev.understudy.ablylocal;

/**
 * What a server is made with.
 *
 * @param port 0 for a free one
 * @param manualClock whether its clock stands still until a test moves it
 */
record Settings(String host, int port, ApiKey key, boolean manualClock) {

  /** A free port of the loopback address, and a key of its own. */
  static Settings fresh() {
    return new Settings("127.0.0.1", 0, ApiKey.random(), false);
  }

  Settings withHost(String other) {
    return new Settings(other, port, key, manualClock);
  }

  Settings withPort(int other) {
    return new Settings(host, other, key, manualClock);
  }

  Settings withManualClock() {
    return new Settings(host, port, key, true);
  }

  Settings withKey(ApiKey other) {
    return new Settings(host, port, other, manualClock);
  }
}
