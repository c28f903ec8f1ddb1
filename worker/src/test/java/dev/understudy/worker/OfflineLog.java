package dev.understudy.worker;

import dev.understudy.ablylocal.AblyLocal;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.PresenceMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** For how long at a time a watcher of a session saw no member of one agent. Shares no code with what it judges. */
final class OfflineLog implements AutoCloseable {
  private final String agent;
  private final AblyRealtime client;
  private final Object lock = new Object();
  private final Set<String> connections = new HashSet<>();
  private final List<Duration> times = new ArrayList<>();
  private long goneSinceNanos;

  OfflineLog(AblyLocal ably, String session, String agent) {
    this.agent = agent;
    try {
      client = new AblyRealtime(ably.clientOptions());
      Channel channel = client.channels.get(session);
      channel.presence.subscribe(this::on);
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void on(PresenceMessage event) {
    if (!event.clientId.equals(agent)) {
      return;
    }
    synchronized (lock) {
      if (event.action == PresenceMessage.Action.leave) {
        connections.remove(event.connectionId);
        goneSinceNanos = connections.isEmpty() ? System.nanoTime() : goneSinceNanos;
      } else {
        if (connections.isEmpty() && goneSinceNanos != 0) {
          times.add(Duration.ofNanos(System.nanoTime() - goneSinceNanos));
        }
        goneSinceNanos = 0;
        connections.add(event.connectionId);
      }
    }
  }

  /** Those that are over, and one that is not. */
  List<Duration> times() {
    synchronized (lock) {
      List<Duration> all = new ArrayList<>(times);
      if (goneSinceNanos != 0) {
        all.add(Duration.ofNanos(System.nanoTime() - goneSinceNanos));
      }
      return all;
    }
  }

  /** How many members there are. */
  int members() {
    synchronized (lock) {
      return connections.size();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
