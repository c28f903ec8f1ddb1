package dev.understudy.bench.load;

import dev.understudy.bench.handoff.OwnClassPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A {@link LoadServer} of 512 MiB of heap, and what it tells of itself. Confined to one thread. */
final class ServerProcess implements AutoCloseable {
  static final String HEAP = "-Xmx512m";

  private final Process process;
  private final PrintWriter orders;
  private final BufferedReader answers;
  private final int port;

  private ServerProcess(Process process) throws IOException {
    this.process = process;
    this.orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.port = (int) answer();
  }

  /**
   * Starts one of a kind and waits until it listens.
   *
   * @param kind {@code ably-local} or {@code raw}
   * @throws IOException if it ends instead
   */
  static ServerProcess start(String kind) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(
            java, HEAP, "-cp", OwnClassPath.text(), LoadServer.class.getName(), kind)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try {
      return new ServerProcess(process);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  int port() {
    return port;
  }

  /** The processor time it has used so far, of all its threads, collections and compilation included. */
  Duration cpu() throws IOException {
    return Duration.ofNanos(ask("cpu"));
  }

  /** What of its heap is in use after a collection, in bytes. */
  long heap() throws IOException {
    return ask("heap");
  }

  void restart() throws IOException {
    ask("restart");
  }

  @Override
  public void close() throws IOException {
    orders.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private long ask(String order) throws IOException {
    orders.println(order);
    return answer();
  }

  private long answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the server ended; what it said stands above");
    }
    return Long.parseLong(line);
  }
}
