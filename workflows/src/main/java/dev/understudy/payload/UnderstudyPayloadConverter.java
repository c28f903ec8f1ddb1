package dev.understudy.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.PayloadConverter;
import io.temporal.payload.context.SerializationContext;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For a client whose JSON is not made by Jackson 2: writes and reads what is Understudy's own, and leaves
 * everything else to the converter around which it stands.
 *
 * <pre>{@code
 * DefaultDataConverter.newDefaultInstance()
 *     .withPayloadConverterOverrides(new UnderstudyPayloadConverter(new GsonJsonPayloadConverter()))
 * }</pre>
 *
 * <p>A client with a mapper of Jackson 2, however it is set up, does without. Thread-safe, if the other one is.
 */
public final class UnderstudyPayloadConverter implements PayloadConverter {
  private static final String ENCODING = "encoding";

  private final PayloadConverter others;

  /** Leaves to {@code others} what is not Understudy's. It must make JSON, of the encoding json/plain. */
  public UnderstudyPayloadConverter(PayloadConverter others) {
    if (!others.getEncodingType().equals("json/plain")) {
      throw new IllegalArgumentException(
          "the converter around which this one stands must make json/plain but makes "
              + others.getEncodingType());
    }
    this.others = others;
  }

  @Override
  public String getEncodingType() {
    return others.getEncodingType();
  }

  @Override
  public Optional<Payload> toData(@Nullable Object value) throws DataConverterException {
    return value != null && OwnJson.isOwn(value.getClass())
        ? Optional.of(payload(value))
        : others.toData(value);
  }

  private Payload payload(Object value) {
    try {
      return Payload.newBuilder()
          .putMetadata(ENCODING, ByteString.copyFromUtf8(getEncodingType()))
          .setData(ByteString.copyFrom(OwnJson.MAPPER.writeValueAsBytes(value)))
          .build();
    } catch (JsonProcessingException unwritable) {
      throw new DataConverterException(unwritable);
    }
  }

  @Override
  public <T> T fromData(Payload content, Class<T> type, Type generic)
      throws DataConverterException {
    if (!OwnJson.isOwn(type)) {
      return others.fromData(content, type, generic);
    }
    try {
      return OwnJson.MAPPER.readValue(content.getData().toStringUtf8(), type);
    } catch (JsonProcessingException unreadable) {
      throw new DataConverterException(content, type, unreadable);
    }
  }

  @Override
  public PayloadConverter withContext(SerializationContext context) {
    return new UnderstudyPayloadConverter(others.withContext(context));
  }
}
