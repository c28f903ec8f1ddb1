package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.wire.Direction;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.AblySettings;
import dev.understudy.presence.ably.SessionChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneLookTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  /** More than ably-java waits for an answer to a ping, and less than it takes for a connection's end. */
  private static final Duration SLOWNESS = Duration.ofSeconds(6);

  private final AblyLocal ably = AblyLocal.start();
  private final AblyConnections connections = AblyConnections.open(
      AblySettings.local(ably.key(), ably.host(), ably.port()), HandoffPolicy.DEFAULT, LIVELINESS);

  @AfterEach
  void stop() {
    connections.close();
    ably.close();
  }

  @Test
  void seesWhoIsThereHoweverSlowlyAblyAnswers() {
    CompletableFuture<People> seen = new CompletableFuture<>();
    ably.faults().everyone().delay(Direction.OUTBOUND, SLOWNESS);

    connections.loop().execute(() -> {
      SessionChannel channel = connections.channel(new SessionName("room:42"));
      new OneLook(channel, connections.loop(), seen).begin();
    });

    assertThat(seen).succeedsWithin(LIVELINESS);
  }
}
