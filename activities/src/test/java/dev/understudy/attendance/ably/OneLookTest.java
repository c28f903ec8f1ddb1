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
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneLookTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  /** More than ably-java waits for an answer to a ping, and less than it takes for a connection's end. */
  private static final Duration SLOWNESS = Duration.ofSeconds(6);

  private final AblyLocal ably = AblyLocal.builder()
      .key("app1.all:s")
      .addKey("app1.blind:s", "{\"*\":[\"publish\",\"presence\"]}")
      .start();
  private final List<AblyConnections> toClose = new ArrayList<>();

  @AfterEach
  void stop() {
    toClose.forEach(AblyConnections::close);
    ably.close();
  }

  private AblyConnections connections(String key) {
    AblyConnections connections = AblyConnections.open(
        AblySettings.local(key, ably.host(), ably.port()), HandoffPolicy.DEFAULT, LIVELINESS);
    toClose.add(connections);
    return connections;
  }

  private static CompletableFuture<People> lookOver(AblyConnections connections) {
    CompletableFuture<People> seen = new CompletableFuture<>();
    connections.loop().execute(() -> {
      SessionChannel channel = connections.channel(new SessionName("room:42"));
      new OneLook(channel, connections.loop(), seen).begin();
    });
    return seen;
  }

  @Test
  void seesWhoIsThereHoweverSlowlyAblyAnswers() {
    AblyConnections connections = connections("app1.all:s");
    ably.faults().everyone().delay(Direction.OUTBOUND, SLOWNESS);

    assertThat(lookOver(connections)).succeedsWithin(LIVELINESS);
  }

  @Test
  void isTriedAgainWithItsReasonWhereNobodyMayBeSeen() {
    CompletableFuture<People> seen = lookOver(connections("app1.blind:s"));

    assertThat(seen)
        .failsWithin(LIVELINESS)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.isNonRetryable()).isFalse())
        .withMessageContaining("nobody can see who is in room:42: the Ably key or token may not"
            + " subscribe in room:42: give it the capability \"subscribe\" there");
  }
}
