package dev.understudy.cli.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.Internal;

/** One JSON object on one line, for programs. */
@Internal
public final class JsonLine {
  /** What people wrote may reach a terminal: nothing but plain ASCII does as it is. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private JsonLine() {}

  /** Of maps, lists, texts, numbers, truths, and views of a task. */
  public static String of(Object value) {
    try {
      return JSON.writeValueAsString(value).replace("\u007f", "\\u007f");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("what commands print is always JSON", impossible);
    }
  }
}
