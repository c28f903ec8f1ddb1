package dev.understudy.ablylocal.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.auth.Jwt;
import dev.understudy.ablylocal.connection.ConnectRequest;
import dev.understudy.ablylocal.connection.Transport;
import dev.understudy.ablylocal.link.Link;
import dev.understudy.ablylocal.presence.PresenceAction;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.Format;
import dev.understudy.ablylocal.wire.Outbound;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client without a socket or a library: says exactly what a test tells it, in JSON, and keeps all
 * that it is told.
 */
public final class WireClient implements Link {
  private final Realtime realtime;
  private final List<JsonNode> received = new ArrayList<>();
  private final Optional<Transport> transport;
  private int pings;
  private boolean closed;
  private boolean severed;

  private WireClient(Realtime realtime, Map<String, String> query) {
    this.realtime = realtime;
    this.transport = realtime.connect(new ConnectRequest(query, ""), this);
  }

  /** Connects, and is not expected to answer pings for half an hour; {@code query} are alternating names and values. */
  public static WireClient connect(Realtime realtime, String key, String... query) {
    Map<String, String> params = new HashMap<>(Map.of("key", key, "heartbeatInterval", "1800000"));
    for (int at = 0; at < query.length; at += 2) {
      params.put(query[at], query[at + 1]);
    }
    return new WireClient(realtime, params);
  }

  /** Connects by a token instead of a key. */
  public static WireClient connectBy(Jwt token, Realtime realtime, String... query) {
    String[] all = Arrays.copyOf(query, query.length + 2);
    all[query.length] = "accessToken";
    all[query.length + 1] = token.text();
    return connect(realtime, "", all);
  }

  @Override
  public void send(Outbound frame) {
    received.add(
        Format.JSON.decode(frame.json().getBytes(StandardCharsets.UTF_8)).orElseThrow());
  }

  @Override
  public void ping() {
    pings++;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void sever() {
    severed = true;
  }

  @Override
  public void reset() {
    severed = true;
  }

  /** Says {@code json}, which may have apostrophes for quotation marks. */
  public WireClient says(String json) {
    realtime.receive(
        transport.orElseThrow(), json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public WireClient attach(String channel) {
    return says("{'action':10,'channel':'%s'}".formatted(channel));
  }

  public WireClient enter(int msgSerial, String channel, String clientId) {
    return says(
        "{'action':14,'msgSerial':%d,'channel':'%s','presence':[{'action':2,'clientId':'%s','data':'of %s'}]}"
            .formatted(msgSerial, channel, clientId, clientId));
  }

  public WireClient publish(int msgSerial, String channel, String data) {
    return says("{'action':15,'msgSerial':%d,'channel':'%s','messages':[{'name':'n','data':'%s'}]}"
        .formatted(msgSerial, channel, data));
  }

  public void pong() {
    realtime.heard(transport.orElseThrow());
  }

  /** Is cut off, as by a crash. */
  public void vanish() {
    realtime.lost(transport.orElseThrow());
  }

  public String connectionId() {
    return transport.orElseThrow().connectionId();
  }

  public String connectionKey() {
    return last(Action.CONNECTED)
        .path("connectionDetails")
        .path("connectionKey")
        .asText();
  }

  public int pings() {
    return pings;
  }

  public boolean isClosed() {
    return closed;
  }

  public boolean isSevered() {
    return severed;
  }

  public List<JsonNode> received() {
    return received;
  }

  public List<JsonNode> received(Action action) {
    return received.stream()
        .filter(frame -> frame.path("action").asInt() == action.code())
        .toList();
  }

  /** The last frame of that kind; an empty one if there was none. */
  public JsonNode last(Action action) {
    List<JsonNode> frames = received(action);
    return frames.isEmpty() ? tree("{}") : frames.get(frames.size() - 1);
  }

  public int lastError(Action action) {
    return last(action).path("error").path("code").asInt();
  }

  /** Presence events so far, each as {@code "ENTER ada"}. */
  public List<String> presence() {
    List<String> events = new ArrayList<>();
    for (JsonNode frame : received(Action.PRESENCE)) {
      frame.path("presence").forEach(entry -> events.add(describe(entry)));
    }
    return events;
  }

  /** The data of the messages so far. */
  public List<String> messages() {
    List<String> data = new ArrayList<>();
    for (JsonNode frame : received(Action.MESSAGE)) {
      frame.path("messages").forEach(message -> data.add(message.path("data").asText()));
    }
    return data;
  }

  public static ObjectNode tree(String json) {
    return Format.JSON
        .decode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
        .orElseThrow();
  }

  private static String describe(JsonNode entry) {
    int code = entry.path("action").asInt();
    return PresenceAction.requested(code).orElseThrow() + " "
        + entry.path("clientId").asText();
  }
}
