package dev.understudy.worker;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Defaults;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Optional;

/** As an application writes one that knows nothing of the SDK's RawValue. */
final class OwnConverter implements DataConverter {
  private final ObjectMapper mapper = new ObjectMapper()
      .findAndRegisterModules()
      .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  @Override
  public <T> Optional<Payload> toPayload(T value) {
    return Optional.of(payload(value));
  }

  private Payload payload(Object value) {
    try {
      return Payload.newBuilder()
          .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
          .setData(ByteString.copyFrom(mapper.writeValueAsBytes(value)))
          .build();
    } catch (JsonProcessingException unwritable) {
      throw new DataConverterException(unwritable);
    }
  }

  @Override
  public <T> T fromPayload(Payload payload, Class<T> type, Type generic) {
    try {
      return mapper.readValue(payload.getData().toByteArray(), mapper.constructType(generic));
    } catch (IOException unreadable) {
      throw new DataConverterException(payload, type, unreadable);
    }
  }

  @Override
  public Optional<Payloads> toPayloads(Object... values) {
    if (values == null || values.length == 0) {
      return Optional.empty();
    }
    Payloads.Builder all = Payloads.newBuilder();
    for (Object value : values) {
      all.addPayloads(payload(value));
    }
    return Optional.of(all.build());
  }

  @Override
  public <T> T fromPayloads(int index, Optional<Payloads> content, Class<T> type, Type generic) {
    return content
        .filter(all -> index < all.getPayloadsCount())
        .map(all -> fromPayload(all.getPayloads(index), type, generic))
        .orElseGet(() -> Defaults.defaultValue(type));
  }
}
