package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.Drop;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An outage after which ably-java has given its connection up for the time being. That takes it two minutes, so
 * this is run by hand: {@code ./mvnw -pl activities -am verify -Dtest=LongOutage
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class LongOutage {
  private static final Duration LIVELINESS = Duration.ofMinutes(1);
  private static final Duration GIVEN_UP = Duration.ofMinutes(3);
  private static final SessionName ROOM = new SessionName("room:42");

  private final AblyLocal ably = AblyLocal.start();
  private final AblyConnections connections = AblyConnections.open(
      AblySettings.local(ably.key(), ably.host(), ably.port()), HandoffPolicy.DEFAULT, LIVELINESS);

  @AfterEach
  void stop() {
    connections.close();
    ably.close();
  }

  private CompletableFuture<People> look(SessionName session) {
    CompletableFuture<People> seen = new CompletableFuture<>();
    connections
        .loop()
        .execute(() -> new Glance(connections.channel(session), connections.loop(), seen).begin());
    return seen;
  }

  /** What is said to a lost connection, and not in its turn, is answered when the connection is given up. */
  private CompletableFuture<Optional<ErrorInfo>> say() {
    Publication note = new Publication("id", "note", "a text", Map.of());
    CompletableFuture<Optional<ErrorInfo>> answer = new CompletableFuture<>();
    connections
        .loop()
        .execute(() ->
            connections.channel(ROOM).publish(new AgentName("writer"), note, answer::complete));
    return answer;
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void hidesNoSessionThatWasJoinedInIt() {
    assertThat(look(ROOM)).succeedsWithin(LIVELINESS);
    ably.faults().unreachable();
    ably.faults().everyone().drop(Drop.FIN);
    assertThat(say())
        .succeedsWithin(GIVEN_UP)
        .satisfies(answer -> assertThat(answer).isPresent());

    CompletableFuture<People> seen = look(new SessionName("room:43"));
    ably.faults().lift();

    assertThat(seen).succeedsWithin(LIVELINESS);
  }
}
