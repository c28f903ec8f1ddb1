package dev.understudy.bench.handoff;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A worker in a JVM of its own, and when it worked: each line {@value #TICK} of its standard output, with a
 * task's id, is a moment of work. Cannot outlive this program, with which its standard input ends. Thread-safe.
 */
final class WorkerProcess implements AutoCloseable {
  static final String TICK = "tick ";

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String name;
  private final Process process;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Long> exited;
  private final Object lock = new Object();

  /** By the id of a task. */
  @GuardedBy("lock")
  private final Map<String, Ticks> ticks = new HashMap<>();

  /** The first moment of work at a task, and the last one so far. */
  private record Ticks(long first, long last) {
    Ticks and(Ticks later) {
      return new Ticks(first, later.last);
    }
  }

  private WorkerProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    this.exited = process.onExit().thenApply(gone -> System.nanoTime());
  }

  /**
   * Starts one, and does not wait for it.
   *
   * @param program its main class and arguments
   * @param heard takes each line of its standard output, on a thread of its own
   */
  static WorkerProcess start(
      String name, List<String> program, Map<String, String> environment, Consumer<String> heard) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command(program));
      builder.environment().putAll(environment);
      builder.redirectError(
          Path.of(System.getProperty("java.io.tmpdir"), name + ".log").toFile());
      WorkerProcess worker = new WorkerProcess(name, builder.start());
      Thread reader = new Thread(() -> worker.read(heard), "output-of-" + name);
      reader.setDaemon(true);
      reader.start();
      return worker;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start " + name, failure);
    }
  }

  private static List<String> command(List<String> program) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-cp", OwnClassPath.text()));
    command.addAll(program);
    return command;
  }

  private void read(Consumer<String> heard) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        take(line);
        heard.accept(line);
      }
    } catch (IOException killed) {
      // The pipe of a killed process breaks.
    }
    ready.completeExceptionally(new IllegalStateException(name + " has ended; see its log"));
  }

  private void take(String line) {
    if (line.startsWith(TICK)) {
      tick(line.substring(TICK.length()));
    } else if (line.startsWith("{\"ready\"")) {
      ready.complete(null);
    }
  }

  private void tick(String task) {
    long now = System.nanoTime();
    synchronized (lock) {
      ticks.merge(task, new Ticks(now, now), Ticks::and);
      lock.notifyAll();
    }
  }

  String name() {
    return name;
  }

  void awaitReady() throws Exception {
    await(ready);
  }

  /** The moment at which it was first at work at a task, on the clock of {@link System#nanoTime()}. */
  long awaitFirstTick(String task) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    synchronized (lock) {
      while (!ticks.containsKey(task) && System.nanoTime() < until) {
        lock.wait(PATIENCE.toMillis());
      }
      return Optional.ofNullable(ticks.get(task))
          .orElseThrow(() -> new TimeoutException(name + " was never at work"))
          .first();
    }
  }

  /** The moment at which it was last at work at a task that it had begun. */
  long lastTick(String task) {
    synchronized (lock) {
      return Objects.requireNonNull(ticks.get(task)).last();
    }
  }

  /** Writes one line to its standard input. */
  void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** SIGKILL. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** SIGTERM, after which it is still heard, as it would not be if the process and not its handle were told. */
  void tellToStop() {
    process.toHandle().destroy();
  }

  /** The moment at which it was gone. */
  long awaitExit() throws Exception {
    return await(exited);
  }

  private static <T> T await(CompletableFuture<T> future) throws Exception {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    }
  }

  @Override
  public void close() {
    kill();
  }
}
