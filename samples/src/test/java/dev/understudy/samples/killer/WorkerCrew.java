package dev.understudy.samples.killer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.embedded.EmbeddedTemporal;
import dev.understudy.samples.stage.JavaLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Workers in processes of their own, each of them replaced when it ends. Thread-safe. */
final class WorkerCrew implements AutoCloseable {
  private final Map<String, String> environment;
  private final String taskQueue;
  private final Path log;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Set<Process> alive = new LinkedHashSet<>();

  @GuardedBy("lock")
  private int ended;

  @GuardedBy("lock")
  private boolean isClosed;

  /** Two workers of that task queue; what they say is appended to {@code log}. */
  WorkerCrew(EmbeddedTemporal temporal, AblyLocal ably, String taskQueue, Path log) {
    this.environment = Map.of(
        "TEMPORAL_ADDRESS", temporal.host() + ":" + temporal.port(),
        "ABLY_KEY", ably.key(),
        "ABLY_HOST", ably.host(),
        "ABLY_PORT", String.valueOf(ably.port()),
        "ABLY_TLS", "false");
    this.taskQueue = taskQueue;
    this.log = log;
    add();
    add();
  }

  private void add() {
    synchronized (lock) {
      if (!isClosed) {
        Process worker = start();
        alive.add(worker);
        CompletableFuture<Void> unused = worker.onExit().thenAccept(this::replace);
      }
    }
  }

  private Process start() {
    try {
      return JavaLauncher.understudy(
              environment, List.of("worker", "--task-queue", taskQueue, "--until-stdin-closes"))
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void replace(Process dead) {
    synchronized (lock) {
      alive.remove(dead);
      ended++;
    }
    add();
  }

  /** How many have ended by themselves. */
  int ended() {
    synchronized (lock) {
      return ended;
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      isClosed = true;
      alive.forEach(Process::destroyForcibly);
    }
  }
}
