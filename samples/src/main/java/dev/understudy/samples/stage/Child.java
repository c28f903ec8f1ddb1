package dev.understudy.samples.stage;

import dev.understudy.cli.text.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A process started for the demo, which cannot outlive it: its standard input closes with us, even
 * if we are killed. Thread-safe.
 */
public final class Child {
  private static final long DEATH_SECONDS = 10;

  private final String name;
  private final Process process;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param builder the command and its environment
   * @param log where its standard error goes
   * @param lines takes each line of its standard output, on a thread of its own
   */
  static Child start(String name, ProcessBuilder builder, Path log, Consumer<String> lines) {
    try {
      Process process = builder.redirectError(log.toFile()).start();
      Child child = new Child(name, process, log);
      Thread reader = new Thread(() -> child.read(lines), "output-of-" + name);
      reader.setDaemon(true);
      reader.start();
      return child;
    } catch (IOException e) {
      throw Fault.failure(
          "cannot start " + name + ": " + e.getMessage(), "check the Java in use", e);
    }
  }

  private void read(Consumer<String> lines) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(lines);
    } catch (IOException | UncheckedIOException e) {
      // The pipe of a killed process breaks; that it is dead is seen elsewhere.
    }
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  int exitStatus() {
    return process.exitValue();
  }

  /** Writes one line to its standard input. */
  public void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException("standard input of " + name, e);
    }
  }

  /** Ends its standard input, which is how it is asked to finish. */
  public void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("standard input of " + name, e);
    }
  }

  /** Tells it to stop with SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Stops it with SIGSTOP: it does nothing, and closes nothing. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets it go on, with SIGCONT. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(pid())).start().waitFor();
    } catch (IOException e) {
      throw Fault.failure("no 'kill' to be found: " + e.getMessage(), "put it on the PATH", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.failure("interrupted while signalling " + name, "start it again");
    }
  }

  /** Ends it with SIGKILL, and gives back only once it is dead. */
  public void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(DEATH_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " survived SIGKILL");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.failure("interrupted while ending " + name, "start it again");
    }
  }

  /** What it said last on standard error, in one line. */
  String lastWords() {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> !line.isBlank())
          .reduce((earlier, later) -> later)
          .orElse("it said nothing");
    } catch (IOException | UncheckedIOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }
}
