package dev.understudy.server;

import static org.awaitility.Awaitility.await;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Temporal's development server in a process of its own with its state in a file, from the binary at the system
 * property {@code understudy.temporal-binary}. Confined to one thread.
 */
public final class RestartableTemporal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path state;
  private final int port;
  private Process process;

  /** One that serves. */
  public RestartableTemporal() throws IOException {
    state = Files.createTempDirectory("temporal");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    process = start();
  }

  private static @Nullable String binary() {
    return System.getProperty("understudy.temporal-binary");
  }

  /** Whether there is a binary. */
  public static boolean isAtHand() {
    return binary() != null;
  }

  private Process start() throws IOException {
    Process started = new ProcessBuilder(
            String.valueOf(binary()),
            "server",
            "start-dev",
            "--headless",
            "--ip",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--db-filename",
            state.resolve("temporal.db").toString(),
            "--log-level",
            "error")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    await().atMost(PATIENCE).ignoreExceptions().until(this::isServing);
    return started;
  }

  private boolean isServing() {
    WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(target()).build());
    try {
      stubs.connect(Duration.ofSeconds(1));
      return true;
    } finally {
      stubs.shutdownNow();
    }
  }

  /** Its host and port. */
  public String target() {
    return "127.0.0.1:" + port;
  }

  /** Ends it with SIGKILL, and starts another that goes on with what it had written down. */
  public void restart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    process = start();
  }

  /** Ends it; what it wrote down is deleted. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    try (var files = Files.list(state)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.delete(state);
  }
}
