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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SocketThreadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Less than the 25 s, or the minute, for which threads that nobody has ended hold a process. */
  private static final long EXIT_SECONDS = 15;

  private static final String REFUSED = "refused";
  private static final String CLOSED = "closed";

  /** A process that connects to Ably if it can, and has nothing more to do. */
  static final class Visit {
    private Visit() {}

    public static void main(String[] args) {
      AblySettings settings = AblySettings.local(args[0], "127.0.0.1", Integer.parseInt(args[1]));
      try (AblyConnections connections =
          AblyConnections.open(settings, HandoffPolicy.DEFAULT, PATIENCE)) {
        awaitAnswer(connections);
      } catch (AblyRefusedException refused) {
        System.out.println(REFUSED);
      }
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
      assertThat(said(ably)).doesNotContain(REFUSED);
    }
  }

  @Test
  void noneHoldsTheProcessThatCouldNotConnect() throws IOException, InterruptedException {
    try (AblyLocal ably = AblyLocal.start()) {
      ably.faults().unreachable();

      assertThat(said(ably)).contains(REFUSED);
    }
  }

  /** What a visit has said that closed its connections, and ended soon after. */
  private static List<String> said(AblyLocal ably) throws IOException, InterruptedException {
    Process visit = visit(ably);
    try (BufferedReader reader = visit.inputReader()) {
      List<String> said = reader.lines().takeWhile(line -> !line.equals(CLOSED)).toList();
      assertThat(visit.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)).as("has ended").isTrue();
      return said;
    } finally {
      visit.destroyForcibly();
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
