package dev.understudy.payload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonGeneratorImpl;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.understudy.Internal;
import java.io.IOException;
import java.util.regex.Pattern;

/** Writes what is {@link OwnForm}, within the document of any mapper. Thread-safe. */
@Internal
public final class OwnFormSerializer extends JsonSerializer<Object> {
  /** Surrogates without their other half: a pattern takes a pair as one character. */
  private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");

  @Override
  public void serialize(Object value, JsonGenerator out, SerializerProvider context)
      throws IOException {
    String json = whole(OwnJson.MAPPER.writeValueAsString(value));
    if (out instanceof JsonGeneratorImpl) {
      out.writeRawValue(json); // a generator may have features of its own, such as numbers as texts
    } else {
      copy(json, out);
    }
  }

  /** With each half of a character written out, as JSON may: a generator of UTF-8 would fail at it. */
  private static String whole(String json) {
    return HALF_CHARACTER
        .matcher(json)
        .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
  }

  /** Into a tree, or a format that is no text. */
  private static void copy(String json, JsonGenerator out) throws IOException {
    try (JsonParser in = OwnJson.MAPPER.createParser(json)) {
      in.nextToken();
      out.copyCurrentStructure(in);
    }
  }

  /** Without the type's name: whoever reads it knows the type. */
  @Override
  public void serializeWithType(
      Object value, JsonGenerator out, SerializerProvider context, TypeSerializer type)
      throws IOException {
    serialize(value, out, context);
  }
}
