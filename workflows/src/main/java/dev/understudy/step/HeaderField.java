package dev.understudy.step;

import com.google.protobuf.ByteString;
import dev.understudy.Internal;
import dev.understudy.refusal.Refusal;
import dev.understudy.refusal.RefusalCode;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.RawValue;
import io.temporal.common.interceptors.Header;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of Understudy's own in the header of a step or of a run, beside the arguments: the task's code can
 * neither forget it nor mistake it for another. It is written as arguments are, by the converter of the
 * client with all its codecs, since it may hold what people have said.
 *
 * @param name in the header
 * @param type of the value
 */
@Internal
public record HeaderField<T>(String name, Class<T> type) {
  private static final String ENCODING = "encoding";

  /**
   * What {@code header} says; empty if it says nothing of this.
   *
   * @throws io.temporal.failure.ApplicationFailure not retried, if somebody has written it otherwise than
   *     {@code converter} does
   * @throws DataConverterException if it was written so, and cannot be decoded: for want of a key, perhaps,
   *     that a later try has
   */
  public Optional<T> in(@Nullable Header header, DataConverter converter) {
    return Optional.ofNullable(header)
        .map(some -> some.getValues().get(name))
        .map(payload -> read(payload, converter));
  }

  private T read(Payload payload, DataConverter converter) {
    try {
      return converter.fromPayload(payload, type, type);
    } catch (RuntimeException unreadable) {
      throw isDecoded(payload, converter) || !isEncodedBy(converter, payload)
          ? foreign(unreadable)
          : new DataConverterException(
              "the header %s cannot be decoded".formatted(name), unreadable);
    }
  }

  /** Whether it is what it says that is wrong, and not how it is encoded. */
  private static boolean isDecoded(Payload payload, DataConverter converter) {
    try {
      return converter.fromPayload(payload, RawValue.class, RawValue.class).getPayload() != null;
    } catch (RuntimeException undecodable) {
      return false;
    }
  }

  private static boolean isEncodedBy(DataConverter converter, Payload payload) {
    Payload example = converter.toPayload("").orElseThrow();
    return encoding(example).equals(encoding(payload));
  }

  private static ByteString encoding(Payload payload) {
    return payload.getMetadataOrDefault(ENCODING, ByteString.EMPTY);
  }

  private RuntimeException foreign(RuntimeException unreadable) {
    return Refusal.of(
        RefusalCode.HEADER_UNREADABLE,
        ("the header %s is no %s that this worker's data converter has written: give all workers and clients"
                + " of the task the same converter and codecs, and leave the header to Understudy")
            .formatted(name, type.getSimpleName()),
        unreadable);
  }

  /** A header that says all that {@code header} does, and {@code value}. */
  public Header with(T value, Header header, DataConverter converter) {
    Map<String, Payload> values = new LinkedHashMap<>(header.getValues());
    values.put(name, converter.toPayload(value).orElseThrow());
    return new Header(values);
  }
}
