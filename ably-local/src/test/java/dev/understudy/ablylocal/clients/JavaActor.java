package dev.understudy.ablylocal.clients;

import static org.awaitility.Awaitility.await;

import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.PresenceMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** ably-java, in this process. */
record JavaActor(JavaClient client, List<PresenceMessage> events) implements Actor {
  JavaActor(JavaClient client) {
    this(client, new CopyOnWriteArrayList<>());
  }

  @Override
  public void enter(String channel, String clientId, String data) {
    client.enter(channel, clientId, data);
  }

  @Override
  public void update(String channel, String clientId, String data) {
    client.update(channel, clientId, data);
  }

  @Override
  public void leave(String channel, String clientId) {
    client.leave(channel, clientId, null);
  }

  @Override
  public int refusedEnter(String channel, String clientId) {
    return JavaClient.refused(listener -> JavaClient.attempt(
            () -> client.attached(channel).presence.enterClient(clientId, "x", listener)))
        .code;
  }

  @Override
  public int refusedAttach(String channel) {
    return JavaClient.refused(
            listener -> JavaClient.attempt(() -> client.channel(channel).attach(listener)))
        .code;
  }

  @Override
  public void watch(String channel) throws Exception {
    client.channel(channel).presence.subscribe(events::add);
    client.attached(channel);
  }

  @Override
  public List<String> seen() {
    return events.stream().map(JavaActor::describe).toList();
  }

  @Override
  public List<String> members(String channel) {
    return client.members(channel).stream().map(JavaActor::describe).toList();
  }

  @Override
  public String connectionId() {
    await()
        .atMost(JavaClient.PATIENCE)
        .until(() -> client.ably().connection.state == ConnectionState.connected);
    return client.connectionId();
  }

  @Override
  public void vanish() {
    client.vanish();
  }

  @Override
  public void quit() {
    client.quit();
  }

  @Override
  public void close() {
    client.close();
  }

  private static String describe(PresenceMessage message) {
    return message.action + " " + message.clientId + " " + message.data;
  }
}
