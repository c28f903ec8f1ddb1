package dev.understudy.presence.ably;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;
import dev.understudy.Internal;
import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputMessage;
import dev.understudy.presence.AgentEnd;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.Publication;
import io.ably.lib.types.Message;
import io.ably.lib.types.MessageExtras;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages as ably-java has them. */
@Internal
public final class Messages {
  private static final Gson JSON =
      new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();

  private Messages() {}

  /** Published by {@code agent}. */
  public static Message of(AgentName agent, Publication publication) {
    Message message = new Message(publication.name(), data(publication), agent.value());
    message.id = publication.id();
    if (!publication.headers().isEmpty()) {
      message.extras = extras(publication.headers());
    }
    return message;
  }

  /** Objects and arrays travel as JSON; Ably has no other values. */
  private static @Nullable Object data(Publication publication) {
    Object data = publication.data();
    if (data == null || data instanceof String) {
      return data;
    }
    JsonElement json = JsonParser.parseString(publication.dataText());
    return json.isJsonPrimitive() || json.isJsonNull() ? publication.dataText() : json;
  }

  private static MessageExtras extras(Map<String, Object> headers) {
    JsonObject extras = new JsonObject();
    extras.add("headers", JSON.toJsonTree(headers));
    return new MessageExtras(extras);
  }

  /** What a message tells of an agent's output; empty if it is not of one. */
  public static Optional<OutputMessage> output(Message message) {
    return message.clientId == null || message.extras == null
        ? Optional.empty()
        : OutputMessage.parse(message.name, plain(message.data), headers(message.extras));
  }

  /** The end of an agent, as it says itself: Ably vouches for the clientId. Empty if a message tells of no end. */
  static Optional<AgentEnd> end(Message message) {
    return output(message)
        .flatMap(output -> output.event() instanceof OutputEvent.TaskEnd end
            ? Optional.of(
                new AgentEnd(message.clientId, output.task(), output.tenure(), end.reason()))
            : Optional.empty());
  }

  /** JSON as a text: whoever published may have sent either; nothing for anything else. */
  static @Nullable String text(@Nullable Object data) {
    return data instanceof byte[] || data == null ? null : data.toString();
  }

  private static @Nullable Object plain(@Nullable Object data) {
    boolean isJson = data instanceof JsonObject || data instanceof JsonArray;
    return isJson ? JSON.fromJson((JsonElement) data, Object.class) : data;
  }

  private static Map<String, Object> headers(MessageExtras extras) {
    Map<String, Object> headers = new LinkedHashMap<>();
    JsonObject json = extras.asJsonObject();
    if (json.get("headers") instanceof JsonObject given) {
      given.entrySet().forEach(entry -> {
        if (entry.getValue() instanceof JsonPrimitive value) {
          headers.put(entry.getKey(), value.isNumber() ? value.getAsNumber() : value.getAsString());
        }
      });
    }
    return headers;
  }
}
