package dev.understudy.samples.chaos.judge;

import java.util.Map;

/**
 * A part of what a step streams, or the end of it.
 *
 * @param headers as they stand on the wire, each as a text
 * @param text empty if it is an end
 */
public record Streamed(long atMillis, String agent, Map<String, String> headers, String text)
    implements Said {
  /** Keeps a copy. */
  public Streamed {
    headers = Map.copyOf(headers);
  }

  boolean isPart() {
    return header("understudy").equals("part");
  }

  /** Whether it says that all of an attempt's text is there, and that it counts. */
  boolean isCompletion() {
    return header("understudy").equals("step-end") && header("outcome").equals("completed");
  }

  /** The step, by the number that streams have. */
  long step() {
    return Long.parseLong(header("step"));
  }

  long attempt() {
    return Long.parseLong(header("attempt"));
  }

  /** The number of a part, from 0; of an end, how many there are. */
  int number() {
    return Integer.parseInt(header(isPart() ? "part" : "parts"));
  }

  private String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
