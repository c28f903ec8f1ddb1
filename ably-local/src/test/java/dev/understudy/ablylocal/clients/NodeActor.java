package dev.understudy.ablylocal.clients;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** ably-js, in a Node of its own. */
record NodeActor(NodeClient client) implements Actor {
  private static final String CHANNEL = "channel";
  private static final String CLIENT = "clientId";

  @Override
  public void enter(String channel, String clientId, String data) throws IOException {
    client.ask("enter", CHANNEL, channel, CLIENT, clientId, "data", data);
  }

  @Override
  public void update(String channel, String clientId, String data) throws IOException {
    client.ask("update", CHANNEL, channel, CLIENT, clientId, "data", data);
  }

  @Override
  public void leave(String channel, String clientId) throws IOException {
    client.ask("leave", CHANNEL, channel, CLIENT, clientId);
  }

  @Override
  public int refusedEnter(String channel, String clientId) throws IOException {
    return client.refused("enter", CHANNEL, channel, CLIENT, clientId, "data", "x");
  }

  @Override
  public int refusedAttach(String channel) throws IOException {
    return client.refused("attach", CHANNEL, channel);
  }

  @Override
  public void watch(String channel) throws IOException {
    client.ask("watch", CHANNEL, channel);
  }

  @Override
  public List<String> seen() {
    return client.presence();
  }

  @Override
  public List<String> members(String channel) throws IOException {
    List<String> members = new ArrayList<>();
    for (JsonNode member : client.ask("members", CHANNEL, channel)) {
      members.add(NodeClient.describe(member));
    }
    return members;
  }

  @Override
  public String connectionId() throws IOException {
    return client.ask("connect").asText();
  }

  @Override
  public void vanish() {
    client.kill();
  }

  @Override
  public void quit() throws IOException {
    client.ask("close");
  }

  @Override
  public void close() {
    client.close();
  }
}
