package dev.understudy.ablylocal.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.wire.Format;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An unmodified ably-js client in a Node process of its own, {@code src/test/js/client.js}, told
 * what to do line by line.
 */
public final class NodeClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter commands;
  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  private NodeClient(Process process) {
    this.process = process;
    this.commands = process.outputWriter();
    Thread reader = new Thread(this::read, "node-client-reader");
    reader.setDaemon(true);
    reader.start();
  }

  public static NodeClient open(AblyLocal server, Format format) throws IOException {
    return open(server, format, "{}");
  }

  /** A client with further options, as JSON. */
  public static NodeClient open(AblyLocal server, Format format, String options)
      throws IOException {
    String name = format == Format.JSON ? "json" : "msgpack";
    NodeClient client = new NodeClient(AblyJs.start(
        "src/test/js/client.js", String.valueOf(server.port()), server.key(), name, options));
    client.ask("connect");
    return client;
  }

  /** Has something done, which must succeed; {@code arguments} are alternating names and values. */
  public JsonNode ask(String what, String... arguments) throws IOException {
    JsonNode answer = answer(what, arguments);
    if (!answer.has("done")) {
      throw new AssertionError(what + " failed: " + answer);
    }
    return answer.path("result");
  }

  /** Has something done, which must fail; gives Ably's code. */
  public int refused(String what, String... arguments) throws IOException {
    JsonNode answer = answer(what, arguments);
    if (!answer.has("failed")) {
      throw new AssertionError(what + " did not fail: " + answer);
    }
    return answer.path("code").asInt();
  }

  /** What came from the server so far, each like {@code "enter ada x"}. */
  public List<String> presence() {
    return events.stream()
        .filter(event -> event.path("event").asText().equals("presence"))
        .map(NodeClient::describe)
        .toList();
  }

  /** The data of the messages that came so far. */
  public List<JsonNode> messages() {
    return events.stream()
        .filter(event -> event.path("event").asText().equals("message"))
        .map(event -> event.path("data"))
        .toList();
  }

  /** Kills the process, as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }

  public static String describe(JsonNode member) {
    return member.path("action").asText() + " " + member.path("clientId").asText() + " "
        + member.path("data").asText();
  }

  private JsonNode answer(String what, String... arguments) throws IOException {
    Map<String, String> command = new TreeMap<>(Map.of("do", what));
    for (int at = 0; at < arguments.length; at += 2) {
      command.put(arguments[at], arguments[at + 1]);
    }
    commands.write(JSON.writeValueAsString(command));
    commands.newLine();
    commands.flush();
    try {
      JsonNode answer = answers.poll(JavaClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (answer == null) {
        throw new AssertionError("no answer to " + what);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode told = JSON.readTree(line);
        if (told.has("event")) {
          events.add(told);
        } else {
          answers.add(told);
        }
      }
    } catch (IOException e) {
      answers.add(JSON.createObjectNode().put("failed", "reading").put("message", e.toString()));
    }
  }
}
