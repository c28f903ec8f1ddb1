package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.People;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.AblySettings;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An outage after which ably-java has given its connection up for the time being. */
@Timeout(300)
class LongOutageTest {
  private static final Duration LIVELINESS = Duration.ofMinutes(1);
  private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(2);
  private static final SessionName ROOM = new SessionName("room:42");
  private static final AgentName WRITER = new AgentName("writer");

  private final AblyLocal ably = AblyLocal.builder()
      .limits(Limits.STANDARD.withConnectionStateTtl(GIVEN_UP_AFTER))
      .start();
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
        .execute(() -> new OneLook(connections.channel(session), connections.loop(), seen).begin());
    return seen;
  }

  /** What is said to a lost connection, and not in its turn, is answered when the connection is given up. */
  private CompletableFuture<Optional<ErrorInfo>> say() {
    Publication note = new Publication("id", "note", "a text", Map.of());
    CompletableFuture<Optional<ErrorInfo>> answer = new CompletableFuture<>();
    connections
        .loop()
        .execute(() -> connections.channel(ROOM).publish(WRITER, note, answer::complete));
    return answer;
  }

  @Test
  void losesNoSessionThatWasJoinedInItAndLeavesStatusesToOthers() throws AblyException {
    AttendanceSpec agent = new AttendanceSpec("task", ROOM, WRITER, 1);
    StatusOutbox outbox = new StatusOutbox(connections);
    loseConnection();

    CompletableFuture<People> seen = look(new SessionName("room:43"));
    assertThat(outbox.show(agent, status(1))).failsWithin(LIVELINESS);
    ably.faults().lift();

    assertThat(seen).succeedsWithin(LIVELINESS);
    assertThat(outbox.show(agent, status(2))).succeedsWithin(LIVELINESS);
    try (AblyRealtime reader = new AblyRealtime(ably.clientOptions())) {
      await().atMost(LIVELINESS).until(() -> published(reader).contains(2L));
      assertThat(published(reader)).doesNotContain(1L);
    }
  }

  /** The sequences of the statuses that the room has seen. */
  private static List<Long> published(AblyRealtime reader) throws AblyException {
    return Stream.of(reader.channels.get(ROOM.value()).history(null).items())
        .flatMap(message -> StatusMessage.parse(String.valueOf(message.data)).stream())
        .map(message -> message.status().sequence())
        .toList();
  }

  private static Status status(long sequence) {
    return new Status(sequence, AgentState.ACTIVE, "writing", Map.of());
  }

  private void loseConnection() {
    assertThat(look(ROOM)).succeedsWithin(LIVELINESS);
    ably.faults().unreachable();
    ably.faults().everyone().drop(TransportEnd.FIN);
    assertThat(say())
        .succeedsWithin(LIVELINESS)
        .satisfies(answer -> assertThat(answer).isPresent());
  }
}
