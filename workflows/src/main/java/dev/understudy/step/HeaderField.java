package dev.understudy.step;

import dev.understudy.Internal;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.common.interceptors.Header;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of Understudy's own in the header of a step or of a run, beside the arguments: the task's code can
 * neither forget it nor mistake it for another.
 *
 * @param name in the header
 * @param type of the value
 */
@Internal
public record HeaderField<T>(String name, Class<T> type) {
  /** What {@code header} says; empty if it says nothing of this. */
  public Optional<T> in(@Nullable Header header) {
    return Optional.ofNullable(header).map(some -> some.getValues().get(name)).map(this::read);
  }

  private T read(Payload payload) {
    try {
      return GlobalDataConverter.get().fromPayload(payload, type, type);
    } catch (DataConverterException unreadable) {
      throw new DataConverterException(
          "the header %s is no %s".formatted(name, type.getSimpleName()), unreadable);
    }
  }

  /** A header that says all that {@code header} does, and {@code value}. */
  public Header with(T value, Header header) {
    Map<String, Payload> values = new LinkedHashMap<>(header.getValues());
    values.put(name, GlobalDataConverter.get().toPayload(value).orElseThrow());
    return new Header(values);
  }
}
