package dev.understudy.ablylocal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.Internal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One protocol message as a client sent it. Reads leniently: what is missing, null or of another type is absent, for
 * ably-java writes zeros where it has nothing to say and both clients skip what they do not know.
 */
@Internal
public final class Frame {
  private static final int ATTACH_RESUME = 1 << 5;
  private static final Set<Action> ACKNOWLEDGED =
      EnumSet.of(Action.MESSAGE, Action.PRESENCE, Action.OBJECT, Action.ANNOTATION);

  private final ObjectNode tree;

  public Frame(ObjectNode tree) {
    this.tree = tree;
  }

  public Optional<Action> action() {
    return Action.of(tree.path("action").asInt(-1));
  }

  /** Whether it is of a kind that is answered by ACK or NACK (RTN7a). */
  public boolean isAcknowledged() {
    return action().filter(ACKNOWLEDGED::contains).isPresent();
  }

  public Optional<String> id() {
    return text(tree, "id");
  }

  /** The token of an AUTH; never to be logged. */
  public Optional<String> accessToken() {
    return text(tree.path("auth"), "accessToken");
  }

  /** The channel as the client names it; the empty string, which is no valid name, if it does not. */
  public String channel() {
    return text(tree, "channel").orElse("");
  }

  /** The channel's name, without parameters in front of it. */
  public String channelName() {
    return QualifiedName.parse(channel()).channel();
  }

  public Optional<String> channelSerial() {
    return text(tree, "channelSerial").filter(serial -> !serial.isEmpty());
  }

  public long msgSerial() {
    return tree.path("msgSerial").asLong(0);
  }

  public int flags() {
    return tree.path("flags").asInt(0);
  }

  /** Whether an ATTACH follows an earlier one of the same client, which has got its past then (RTL4j). */
  public boolean isResumption() {
    return (flags() & ATTACH_RESUME) != 0;
  }

  /** The parameters of the channel, be they in front of its name or apart. */
  public Map<String, String> params() {
    Map<String, String> params =
        new LinkedHashMap<>(QualifiedName.parse(channel()).params());
    tree.path("params")
        .properties()
        .forEach(entry -> params.put(entry.getKey(), entry.getValue().asText()));
    return params;
  }

  public List<ObjectNode> messages() {
    return entries("messages");
  }

  public List<ObjectNode> presence() {
    return entries("presence");
  }

  /** The messages of a REST body, which is one or an array of them; empty if it is neither. */
  public static Optional<List<ObjectNode>> messagesIn(JsonNode body) {
    List<ObjectNode> messages = new ArrayList<>();
    for (JsonNode entry : body.isArray() ? body : List.of(body)) {
      if (!(entry instanceof ObjectNode object)) {
        return Optional.empty();
      }
      Payload.normalize(object);
      messages.add(object);
    }
    return messages.isEmpty() ? Optional.empty() : Optional.of(messages);
  }

  /** How many messages it holds, of whatever kind; one at least. */
  public int weight() {
    return Math.max(1, tree.path("messages").size() + tree.path("presence").size());
  }

  public static Optional<String> text(JsonNode tree, String field) {
    JsonNode value = tree.path(field);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /**
   * Whether a field can be taken by {@link #text}: it is a text, or there is none. Where a missing
   * text permits more than one that is there, anything else must be refused.
   */
  public static boolean isTextOrNone(JsonNode tree, String field) {
    return tree.path(field).isTextual() || !tree.hasNonNull(field);
  }

  private List<ObjectNode> entries(String field) {
    List<ObjectNode> entries = new ArrayList<>();
    for (JsonNode entry : tree.path(field)) {
      if (entry instanceof ObjectNode object) {
        Payload.normalize(object);
        entries.add(object);
      }
    }
    return entries;
  }
}
