package dev.understudy.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.understudy.attendance.ably.Stage;
import dev.understudy.presence.AgentPresence;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.PresenceMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A session as a client sees it that is no agent. */
public final class WatchedRoom {
  public static final String NAME = "room:42";
  private static final Duration LIVELINESS = Duration.ofSeconds(60);

  private final Channel channel;

  public WatchedRoom(Stage stage) {
    channel = stage.client("watcher").channels.get(NAME);
  }

  /** Whoever is there; empty while that is unknown. */
  public List<PresenceMessage> members() {
    try {
      return Arrays.asList(channel.presence.get(true));
    } catch (AblyException lost) {
      return List.of();
    }
  }

  public List<PresenceMessage> members(String clientId) {
    return members().stream().filter(member -> member.clientId.equals(clientId)).toList();
  }

  /** What the ruling tenure of {@code agent} shows. */
  public Optional<AgentPresence> newest(String agent) {
    return members(agent).stream()
        .flatMap(member -> AgentPresence.parse(String.valueOf(member.data)).stream())
        .max((one, other) -> one.tenure().compareTo(other.tenure()));
  }

  public void awaitHolder(String agent, String worker) {
    await()
        .atMost(LIVELINESS)
        .untilAsserted(
            () -> assertThat(newest(agent).map(AgentPresence::worker)).contains(worker));
  }

  /** With which reasons agents leave from now on. */
  public List<String> reasons() {
    return events(
        PresenceMessage.Action.leave,
        event -> ((JsonObject) event.data).get("reason").getAsString());
  }

  /** What is shown by such events from now on. */
  public List<String> data(PresenceMessage.Action action) {
    return events(action, event -> String.valueOf(event.data));
  }

  /** Whose such events are, from now on. */
  public List<String> clients(PresenceMessage.Action action) {
    return events(action, event -> event.clientId);
  }

  private List<String> events(
      PresenceMessage.Action action, Function<PresenceMessage, String> reading) {
    List<String> events = new CopyOnWriteArrayList<>();
    try {
      channel.presence.subscribe(action, event -> events.add(reading.apply(event)));
    } catch (AblyException failure) {
      throw new IllegalStateException(failure);
    }
    // Who enters before is seen as present already.
    await().atMost(LIVELINESS).until(() -> channel.state == ChannelState.attached);
    return events;
  }
}
