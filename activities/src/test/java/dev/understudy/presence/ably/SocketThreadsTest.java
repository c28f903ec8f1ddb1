package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.SessionName;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("counts the threads of the whole process")
class SocketThreadsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Set<Thread> before = threads();

  @Test
  void noneHoldsTheProcessOnceAllConnectionsAreClosed() {
    try (AblyLocal ably = AblyLocal.start()) {
      AblyConnections connections = AblyConnections.open(
          AblySettings.local(ably.key(), ably.host(), ably.port()),
          HandoffPolicy.DEFAULT,
          PATIENCE);
      awaitAnswer(connections);

      connections.close();
    }

    // A minute is what they would wait for otherwise.
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(threads()).as("threads that are no daemons").allMatch(before::contains));
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

  private static Set<Thread> threads() {
    Set<Thread> all = ConcurrentHashMap.newKeySet();
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("OkHttp") && !thread.isDaemon())
        .forEach(all::add);
    return all;
  }
}
