package dev.understudy.worker;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.presence.AgentPresence;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.PresenceMessage;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What a watcher of a session sees, told in short sentences. */
final class PresenceLog implements AutoCloseable {
  private final AblyRealtime client;
  private final Channel channel;
  private final List<String> story = new CopyOnWriteArrayList<>();

  PresenceLog(AblyLocal ably, String session) {
    try {
      client = new AblyRealtime(ably.clientOptions());
      channel = client.channels.get(session);
      channel.presence.subscribe(event -> story.add(sentence(event)));
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String sentence(PresenceMessage event) {
    return AgentPresence.parse(String.valueOf(event.data))
        .map(agent -> sentence(event, agent))
        .orElse(event.clientId + " " + event.action);
  }

  private static String sentence(PresenceMessage event, AgentPresence agent) {
    return agent.reason() != null
        ? "%s left: %s".formatted(event.clientId, agent.reason().name().toLowerCase(Locale.ROOT))
        : "%s %s (%s) at %s"
            .formatted(
                event.clientId,
                agent.status(),
                String.valueOf(agent.state()).toLowerCase(Locale.ROOT).replace('_', '-'),
                agent.worker());
  }

  List<String> story() {
    return story;
  }

  /** What whoever comes later is told of what was, newest first. */
  List<String> history() throws AblyException {
    return Stream.of(channel.presence.history(null).items())
        .map(PresenceLog::sentence)
        .toList();
  }

  @Override
  public void close() {
    client.close();
  }
}
