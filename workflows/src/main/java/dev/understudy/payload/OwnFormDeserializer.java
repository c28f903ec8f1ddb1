package dev.understudy.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.understudy.Internal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what is {@link OwnForm}, within the document of any mapper. Thread-safe. */
@Internal
public final class OwnFormDeserializer extends JsonDeserializer<Object>
    implements ContextualDeserializer {
  private final JavaType type;

  /** For Jackson, which asks it for one of the type that it meets. */
  public OwnFormDeserializer() {
    this(TypeFactory.unknownType());
  }

  private OwnFormDeserializer(JavaType type) {
    this.type = type;
  }

  @Override
  public JsonDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) {
    return new OwnFormDeserializer(context.getContextualType());
  }

  @Override
  public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
    return OwnJson.MAPPER.readerFor(type).readValue(in);
  }

  @Override
  public Object deserializeWithType(
      JsonParser in, DeserializationContext context, TypeDeserializer named) throws IOException {
    return deserialize(in, context);
  }
}
