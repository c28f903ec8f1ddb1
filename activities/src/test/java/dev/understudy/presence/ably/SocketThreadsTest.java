package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.SessionName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SocketThreadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Less than the minute for which threads that nobody has ended hold a process. */
  private static final long EXIT_SECONDS = 40;

  private static final String CLOSED = "closed";

  /** A process that connects to Ably, and has nothing more to do. */
  static final class Visit {
    private Visit() {}

    public static void main(String[] args) {
      AblyConnections connections = AblyConnections.open(
          AblySettings.local(args[0], "127.0.0.1", Integer.parseInt(args[1])),
          HandoffPolicy.DEFAULT,
          PATIENCE);
      awaitAnswer(connections);
      connections.close();
      System.out.println(CLOSED);
    }

    private static void awaitAnswer(AblyConnections connections) {
      await().atMost(PATIENCE).until(() -> {
        CompletableFuture<Boolean> isAlive = new CompletableFuture<>();
        connections
            .loop()
            .execute(() -> connections.channel(new SessionName("room:42")).ping(isAlive::complete));
        return isAlive.join();
      });
    }
  }

  @Test
  void noneHoldsTheProcessOnceAllConnectionsAreClosed() throws IOException, InterruptedException {
    try (AblyLocal ably = AblyLocal.start()) {
      Process visit = visit(ably);
      try (BufferedReader said = visit.inputReader()) {
        assertThat(said.lines().anyMatch(CLOSED::equals))
            .as("has closed its connections")
            .isTrue();

        assertThat(visit.waitFor(EXIT_SECONDS, TimeUnit.SECONDS))
            .as("has ended")
            .isTrue();
      } finally {
        visit.destroyForcibly();
      }
    }
  }

  private static Process visit(AblyLocal ably) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Visit.class.getName(),
            ably.key(),
            String.valueOf(ably.port()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
