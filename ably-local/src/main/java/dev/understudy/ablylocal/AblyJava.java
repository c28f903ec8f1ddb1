package dev.understudy.ablylocal;

import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;

/** All that knows ably-java, which need not be there. */
final class AblyJava {
  private AblyJava() {}

  static ClientOptions optionsFor(AblyLocal server) {
    ClientOptions options = withKey(server.key());
    options.realtimeHost = inUrl(server.host());
    options.restHost = options.realtimeHost;
    options.port = server.port();
    options.tls = false;
    return options;
  }

  /**
   * Puts an IPv6 address into brackets: ably-java puts hosts into URLs as they are, where an
   * address of IPv6 needs brackets.
   */
  private static String inUrl(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static ClientOptions withKey(String key) {
    try {
      return new ClientOptions(key);
    } catch (AblyException e) {
      throw new AssertionError("ably-java refuses a key of the form appId.keyId:secret", e);
    }
  }
}
