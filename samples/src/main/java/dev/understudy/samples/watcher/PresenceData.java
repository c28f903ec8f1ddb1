package dev.understudy.samples.watcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.gson.JsonElement;
import org.jspecify.annotations.Nullable;

/** A member's data, which may be anything, as JSON. */
final class PresenceData {
  private PresenceData() {}

  static JsonNode toJson(@Nullable Object data) {
    if (data instanceof JsonElement json) {
      return parse(json.toString());
    }
    if (data instanceof String text) {
      return text.startsWith("{") ? parse(text) : JsonNodeFactory.instance.textNode(text);
    }
    if (data instanceof byte[] bytes) {
      return JsonNodeFactory.instance.binaryNode(bytes);
    }
    return JsonNodeFactory.instance.nullNode();
  }

  private static JsonNode parse(String text) {
    try {
      return Lines.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }
}
