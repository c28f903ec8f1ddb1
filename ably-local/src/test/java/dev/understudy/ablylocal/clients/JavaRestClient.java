package dev.understudy.ablylocal.clients;

import dev.understudy.ablylocal.AblyLocal;
import io.ably.lib.rest.AblyRest;
import io.ably.lib.rest.Channel;
import io.ably.lib.types.AblyException;

/** An unmodified ably-java client that only speaks HTTP. */
public final class JavaRestClient implements AutoCloseable {
  private final AblyRest ably;

  private JavaRestClient(AblyRest ably) {
    this.ably = ably;
  }

  public static JavaRestClient open(AblyLocal server, boolean binary) throws AblyException {
    return new JavaRestClient(new AblyRest(JavaClient.options(server, binary)));
  }

  AblyRest ably() {
    return ably;
  }

  public Channel channel(String name) {
    return ably.channels.get(name);
  }

  @Override
  public void close() {
    try {
      ably.close();
    } catch (Exception e) {
      throw new AssertionError("ably-java did not close", e);
    }
  }
}
