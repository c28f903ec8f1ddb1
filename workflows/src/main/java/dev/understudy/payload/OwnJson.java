package dev.understudy.payload;

import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.understudy.Internal;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import org.jspecify.annotations.Nullable;

/** The mappers of Understudy's own JSON. Thread-safe. */
@Internal
public final class OwnJson {
  /** A version that knows less reads what one that knows more has written. */
  static final ObjectMapper MAPPER = JacksonJsonPayloadConverter.newDefaultObjectMapper()
      .setAnnotationIntrospector(annotations())
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private OwnJson() {}

  /** For a mapper that reads and writes what is {@link OwnForm} by itself, in its own way. */
  public static AnnotationIntrospector annotations() {
    return new PastOwnForm();
  }

  /** Whether Understudy reads and writes it, whatever mapper a user has. */
  static boolean isOwn(Class<?> type) {
    return type.isAnnotationPresent(OwnForm.class) || JsonNode.class.isAssignableFrom(type);
  }

  private static final class PastOwnForm extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Object findSerializer(Annotated of) {
      Object found = super.findSerializer(of);
      return found == OwnFormSerializer.class ? null : found;
    }

    @Override
    public @Nullable Object findDeserializer(Annotated of) {
      Object found = super.findDeserializer(of);
      return found == OwnFormDeserializer.class ? null : found;
    }
  }
}
