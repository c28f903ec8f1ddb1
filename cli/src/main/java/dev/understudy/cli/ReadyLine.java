package dev.understudy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.Internal;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one line on standard output by which a server says that it can be reached, and how. */
@Internal
public final class ReadyLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReadyLine() {}

  /** Prints it. {@code what} is ready; {@code details} hold values that JSON can hold. */
  public static void print(String what, Map<String, Object> details) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("ready", what);
    line.putAll(details);
    System.out.println(toJson(line));
    System.out.flush();
  }

  private static String toJson(Map<String, Object> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of plain values is always JSON", e);
    }
  }
}
