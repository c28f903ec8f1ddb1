package dev.understudy.output.ably;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.clients.AblyJs;
import dev.understudy.output.OutputFold;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** The reader in JavaScript, over an unmodified ably-js client in a Node process of its own. */
final class NodeReader implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final List<JsonNode> outputs = new CopyOnWriteArrayList<>();

  private NodeReader(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "node-reader");
    reader.setDaemon(true);
    reader.start();
  }

  static NodeReader follow(AblyLocal server, String channel) throws IOException {
    return new NodeReader(AblyJs.start(
        "src/test/js/follow.mjs", script(), "" + server.port(), server.key(), channel));
  }

  /** From the jar, or the classes, of the module that has it. */
  private static String script() throws IOException {
    Path copy = Files.createDirectories(Path.of("target", "node")).resolve("understudy-output.mjs");
    try (var source =
        Objects.requireNonNull(OutputFold.class.getResourceAsStream("understudy-output.mjs"))) {
      Files.write(copy, source.readAllBytes());
    }
    return copy.toAbsolutePath().toString();
  }

  /** What was seen so far, change by change. */
  List<JsonNode> outputs() {
    return outputs;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        outputs.add(JSON.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
