package dev.understudy.samples.drill;

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

  /**
   * The effect of one attempt at a step.
   *
   * @param step its number
   * @param attempt as Temporal counts, from 1
   */
  public record Entry(String agent, long step, int attempt, long token) {
    /** As it was sent. */
    public static Entry parse(String line) throws IOException {
      return JSON.readValue(line, Entry.class);
    }
  }

  /** Whether the ledger keeps it; it refuses what comes with a lower token than it has seen. */
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
