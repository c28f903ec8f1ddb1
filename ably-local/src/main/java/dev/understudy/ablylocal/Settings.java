package dev.understudy.ablylocal;

/**
 * What a server is made with.
 *
 * @param port 0 for a free one
 */
record Settings(String host, int port, ApiKey key) {

  /** A free port of the loopback address, and a key of its own. */
  static Settings fresh() {
    return new Settings("127.0.0.1", 0, ApiKey.random());
  }

  Settings withHost(String other) {
    return new Settings(other, port, key);
  }

  Settings withPort(int other) {
    return new Settings(host, other, key);
  }

  Settings withKey(ApiKey other) {
    return new Settings(host, port, other);
  }
}
