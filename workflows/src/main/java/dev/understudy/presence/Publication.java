package dev.understudy.presence;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.Internal;
import dev.understudy.payload.OwnForm;
import dev.understudy.refusal.RefusalCode;
import dev.understudy.refusal.RefusedArgumentException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is published on a session's channel, under the clientId of an agent.
 *
 * @param id makes a repeated publication harmless: Ably drops an id that it has seen
 * @param name of the message
 * @param data a text, or what JSON can hold; absent if the headers say it all
 * @param headers texts and numbers in {@code extras.headers}, by which Ably can filter
 */
@Internal
@JsonIgnoreProperties(ignoreUnknown = true)
@OwnForm
public record Publication(
    String id,
    String name,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Object data,
    Map<String, Object> headers) {
  /** The most data, of the 64 KiB that Ably takes, with room for what is in it besides the data (limits page). */
  public static final int MAX_BYTES = 60 * 1024;

  public Publication {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** Itself as the text of its data: JSON, unless it is a text already. */
  public String dataText() {
    return data instanceof String text ? text : Wire.json("a message's data", data);
  }

  /**
   * Itself, checked.
   *
   * @throws IllegalArgumentException if it is larger than {@link #MAX_BYTES}, or not JSON
   */
  public Publication checked() {
    int bytes = Wire.bytes(Wire.json("a message", this));
    if (bytes > MAX_BYTES) {
      throw new RefusedArgumentException(
          RefusalCode.ARGUMENT_TOO_LARGE,
          ("a message must fit in %d bytes but %s has %d: publish a link to what is larger, or write it"
                  + " as the output of a step, which is split into parts")
              .formatted(MAX_BYTES, name, bytes));
    }
    return this;
  }
}
