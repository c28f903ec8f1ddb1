package dev.understudy.presence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON as it stands on a channel. Thread-safe. */
final class Wire {
  private static final ObjectMapper JSON = JsonMapper.builder()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .build();

  private Wire() {}

  /** Whatever a channel delivers is somebody's input: what is not well-formed is empty, not an error. */
  static <T> Optional<T> read(String json, Class<T> type) {
    try {
      return Optional.ofNullable(JSON.readValue(json, type));
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  static String write(String what, Object value, int maxBytes) {
    try {
      String json = JSON.writeValueAsString(value);
      int bytes = json.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > maxBytes) {
        throw new IllegalArgumentException(
            "%s must fit in %d bytes of JSON but was %d: shorten the status or its detail"
                .formatted(what, maxBytes, bytes));
      }
      return json;
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(what + " has a value that JSON cannot hold", unwritable);
    }
  }
}
