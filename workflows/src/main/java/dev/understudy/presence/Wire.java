package dev.understudy.presence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.understudy.Internal;
import dev.understudy.payload.OwnJson;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import dev.understudy.refusal.WholeCharacters;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON as it stands on a channel. Thread-safe. */
@Internal
public final class Wire {
  private static final ObjectMapper JSON = JsonMapper.builder()
      .annotationIntrospector(OwnJson.annotations())
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .build();

  /** How many of the steps to a value a message names; JSON itself takes a thousand. */
  private static final int DEEPEST_NAMED = 8;

  private Wire() {}

  /** Whatever a channel delivers is somebody's input: what is not well-formed is empty, not an error. */
  static <T> Optional<T> read(String json, Class<T> type) {
    try {
      return Optional.ofNullable(JSON.readValue(json, type));
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  /** A constant of {@code type} by its name on the wire; empty if there is none. */
  public static <E extends Enum<E>> Optional<E> named(String name, Class<E> type) {
    return read(TextNode.valueOf(name).toString(), type);
  }

  /** The name of a constant on the wire. */
  public static String name(Enum<?> constant) {
    return JSON.convertValue(constant, String.class);
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  static String json(String what, @Nullable Object value) {
    try {
      return WholeCharacters.require(what, JSON.writeValueAsString(value));
    } catch (JsonProcessingException unwritable) {
      throw new RefusedArgumentException(
          RefusalCode.ARGUMENT_NOT_JSON,
          what + " has a value that JSON cannot hold" + place(unwritable),
          unwritable);
    }
  }

  /** Where the value stands, such as {@code : detail.pages.3}, what it is, and what would be right. */
  private static String place(JsonProcessingException unwritable) {
    if (!(unwritable instanceof JsonMappingException mapping)
        || mapping.getPath().isEmpty()) {
      return "";
    }
    String path = mapping.getPath().stream()
        .limit(DEEPEST_NAMED)
        .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
        .collect(Collectors.joining(".", ": ", ""));
    return mapping.getPath().size() > DEEPEST_NAMED
        ? path + "…, which is nested too deeply, or in itself"
        : path + remedy(mapping);
  }

  private static String remedy(JsonMappingException unwritable) {
    return unwritable instanceof InvalidDefinitionException unknown && unknown.getType() != null
        ? ", of type %s: turn it into a text, a number, a list or a map"
            .formatted(unknown.getType().getRawClass().getName())
        : "";
  }

  static String write(String what, Object value, int maxBytes) {
    String json = json(what, value);
    if (bytes(json) > maxBytes) {
      throw new RefusedArgumentException(
          RefusalCode.ARGUMENT_TOO_LARGE,
          "%s must fit in %d bytes of JSON but was %d: shorten the status or its detail"
              .formatted(what, maxBytes, bytes(json)));
    }
    return json;
  }
}
