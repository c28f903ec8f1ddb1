package dev.understudy.ablylocal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One protocol message as a client sent it. Reads leniently: what is missing, null or of another type is absent, for
 * ably-java writes zeros where it has nothing to say and both clients skip what they do not know.
 */
final class Frame {
  private final ObjectNode tree;

  Frame(ObjectNode tree) {
    this.tree = tree;
  }

  Optional<Action> action() {
    return Action.of(tree.path("action").asInt(-1));
  }

  Optional<String> id() {
    return text(tree, "id");
  }

  /** The channel's name; the empty string, which is no valid one, if there is none. */
  String channel() {
    return text(tree, "channel").orElse("");
  }

  Optional<String> channelSerial() {
    return text(tree, "channelSerial").filter(serial -> !serial.isEmpty());
  }

  long msgSerial() {
    return tree.path("msgSerial").asLong(0);
  }

  int flags() {
    return tree.path("flags").asInt(0);
  }

  Map<String, String> params() {
    Map<String, String> params = new LinkedHashMap<>();
    tree.path("params")
        .properties()
        .forEach(entry -> params.put(entry.getKey(), entry.getValue().asText()));
    return params;
  }

  List<ObjectNode> messages() {
    return entries("messages");
  }

  List<ObjectNode> presence() {
    return entries("presence");
  }

  /** How many messages it holds, of whatever kind; one at least. */
  int weight() {
    return Math.max(1, tree.path("messages").size() + tree.path("presence").size());
  }

  static Optional<String> text(JsonNode tree, String field) {
    JsonNode value = tree.path(field);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
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
