package dev.understudy.spring;

import dev.understudy.roster.SessionRoster;
import io.ably.lib.realtime.AblyRealtime;
import java.util.function.Supplier;

/**
 * Looks into sessions, over the application's one connection to Ably, which is made when it is needed first.
 * Thread-safe.
 */
public final class SessionRosters {
  private final Supplier<AblyRealtime> client;

  SessionRosters(Supplier<AblyRealtime> client) {
    this.client = client;
  }

  /**
   * Who is in {@code session}, from now on; the caller closes it.
   *
   * @throws IllegalArgumentException if no session can have that name
   */
  public SessionRoster open(String session) {
    return SessionRoster.of(client.get(), session);
  }
}
