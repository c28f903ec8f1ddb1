package dev.understudy.ablylocal;

import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;

/** All that knows ably-java, which need not be there. */
final class AblyJava {
  private AblyJava() {}

  static ClientOptions optionsFor(AblyLocal server) {
    ClientOptions options = withKey(server.key());
    options.realtimeHost = server.host();
    options.restHost = server.host();
    options.port = server.port();
    options.tls = false;
    return options;
  }

  private static ClientOptions withKey(String key) {
    try {
      return new ClientOptions(key);
    } catch (AblyException e) {
      throw new AssertionError("ably-java refuses a key of the form appId.keyId:secret", e);
    }
  }
}
