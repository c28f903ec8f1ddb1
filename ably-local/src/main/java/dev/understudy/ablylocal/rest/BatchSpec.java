package dev.understudy.ablylocal.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Some messages, for some channels (BSP2). */
record BatchSpec(List<String> channels, List<ObjectNode> messages) {
  /** How many channels a request may name (ably.com/docs/messages/batch). */
  static final int MOST_CHANNELS = 100;

  /** Reads one spec, or an array of them; empty if it is neither. */
  static Optional<List<BatchSpec>> parseAll(JsonNode body) {
    List<BatchSpec> specs = new ArrayList<>();
    for (JsonNode entry : body.isArray() ? body : List.of(body)) {
      Optional<BatchSpec> spec = parse(entry);
      if (spec.isEmpty()) {
        return Optional.empty();
      }
      specs.add(spec.get());
    }
    return specs.isEmpty() ? Optional.empty() : Optional.of(specs);
  }

  /** Reads a spec, in which one channel and one message need no array; empty if it is none. */
  private static Optional<BatchSpec> parse(JsonNode spec) {
    List<String> channels = new ArrayList<>();
    JsonNode named = spec.path("channels");
    for (JsonNode channel : named.isArray() ? named : List.of(named)) {
      if (!channel.isTextual()) {
        return Optional.empty();
      }
      channels.add(channel.textValue());
    }
    return channels.isEmpty()
        ? Optional.empty()
        : Frame.messagesIn(spec.path("messages"))
            .map(messages -> new BatchSpec(channels, messages));
  }

  /** The messages for one more channel, on which they get ids and serials of their own. */
  List<ObjectNode> copies() {
    return messages.stream().map(ObjectNode::deepCopy).toList();
  }
}
