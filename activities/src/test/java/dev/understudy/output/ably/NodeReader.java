package dev.understudy.output.ably;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.output.OutputFold;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The reader in JavaScript, over an unmodified ably-js client in a Node process of its own. */
final class NodeReader implements AutoCloseable {
  private static final String PACKAGE = "ably@2.28.0";
  private static final Path MODULES = Path.of("target", "node", "node_modules");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final List<JsonNode> outputs = new CopyOnWriteArrayList<>();

  private NodeReader(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "node-reader");
    reader.setDaemon(true);
    reader.start();
  }

  /** Aborts the test, with the reason, where there is no Node or no ably-js. */
  static void assumeInstalled() throws Exception {
    if (run("node", "--version") != 0) {
      abort("skipped: node is not on the PATH");
    }
    if (!Files.isDirectory(MODULES.resolve("ably")) && install() != 0) {
      abort("skipped: npm could not install " + PACKAGE + ", see target/node/run.log");
    }
  }

  static NodeReader follow(AblyLocal server, String channel) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(
        "node", "src/test/js/follow.mjs", script(), "" + server.port(), server.key(), channel);
    builder.environment().put("NODE_PATH", MODULES.toAbsolutePath().toString());
    return new NodeReader(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
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

  private static int install() throws Exception {
    return run(
        "npm",
        "install",
        "--prefix",
        "target/node",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        PACKAGE);
  }

  private static int run(String... command) throws Exception {
    Path log = Files.createDirectories(Path.of("target", "node")).resolve("run.log");
    try {
      Process process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
      return process.waitFor(3, TimeUnit.MINUTES) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1; // No such program.
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
