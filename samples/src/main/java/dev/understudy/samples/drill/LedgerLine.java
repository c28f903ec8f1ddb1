package dev.understudy.samples.drill;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The way to a ledger: a line of JSON for an entry, and a line that says whether it was kept. Immutable.
 *
 * @param address its host and port
 */
public record LedgerLine(String address) {
  /** The answer to an entry that was written down. */
  public static final String KEPT = "kept";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TIMEOUT_MILLIS = 10_000;

  /** What is to be written down. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({@JsonSubTypes.Type(StepEntry.class), @JsonSubTypes.Type(ChoreEntry.class)})
  public sealed interface Entry {
    /** As it was sent. */
    static Entry parse(String line) throws IOException {
      return JSON.readValue(line, Entry.class);
    }
  }

  /**
   * The effect of one attempt at a step, fenced by its token.
   *
   * @param step its number
   * @param attempt as Temporal counts, from 1
   */
  public record StepEntry(String agent, long step, int attempt, long token) implements Entry {}

  /**
   * The effect of an item of a batch, fenced by its key.
   *
   * @param turn whose batch it is
   * @param item its number, from 1
   * @param done whether it was; else it was set aside
   */
  public record ChoreEntry(String agent, long turn, int item, String key, boolean done)
      implements Entry {}

  /** Whether the ledger keeps it; it refuses a token that is lower than one that it has seen, and a key that it has. */
  boolean put(Entry entry) throws IOException {
    List<String> parts = List.of(address.split(":", 2));
    try (Socket socket = new Socket(parts.get(0), Integer.parseInt(parts.get(1)))) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String line = JSON.writeValueAsString(entry) + "\n";
      socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
      BufferedReader answers = new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      return KEPT.equals(answers.readLine());
    }
  }
}
