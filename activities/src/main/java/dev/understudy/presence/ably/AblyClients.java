package dev.understudy.presence.ably;

import dev.understudy.Internal;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.rest.AblyRest;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;

/** Clients of Ably for whoever only looks: they hold no agent. */
@Internal
public final class AblyClients {
  private AblyClients() {}

  /** One that connects once it is told to; the caller closes it. */
  public static AblyRealtime realtime(AblySettings settings) throws AblyException {
    ClientOptions options = AblyConnection.addressed(new ClientOptions(settings.key()), settings);
    options.autoConnect = false;
    return new AblyRealtime(options);
  }

  /** One without a connection, which sends the key itself and makes no token of it. */
  public static AblyRest rest(AblySettings settings) throws AblyException {
    return new AblyRest(AblyConnection.addressed(new ClientOptions(settings.key()), settings));
  }
}
