package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.clients.JavaClient;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.PresenceMessage;
import io.ably.lib.types.PresenceMessage.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Presence of unmodified ably-java clients that are lost, and of those that come back. */
@Isolated("Closes a server and opens another on its port, which nobody may take meanwhile.")
class AbruptLossTest {
  private static final Map<String, String> ONE_SECOND = Map.of("remainPresentFor", "1000");

  @AutoClose
  private final AblyLocal server = AblyLocal.start();

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void endsPresenceLaterUnderAnIdThatIsNotTheMembers(boolean binary) throws Exception {
    try (JavaClient agent = JavaClient.open(server, binary, ONE_SECOND);
        JavaClient watcher = JavaClient.open(server, binary)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");
      agent.enter("room", "ada", "last words");
      String connection = agent.connectionId();

      agent.vanish();

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 2);
      PresenceMessage leave = seen.get(1);
      assertThat(leave.action).isEqualTo(Action.leave);
      assertThat(leave.id).doesNotStartWith(connection);
      assertThat(leave.connectionId).isEqualTo(connection);
      assertThat(leave.data).isEqualTo("last words");
      assertThat(leave.timestamp - seen.get(0).timestamp).isGreaterThanOrEqualTo(1000);
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void isNotNoticedByAnybodyIfTheClientResumesInTime(boolean binary) throws Exception {
    try (AblyLocal timed = AblyLocal.builder().manualClock().start();
        JavaClient agent = JavaClient.open(timed, binary, ONE_SECOND);
        JavaClient hourglass = JavaClient.open(timed, binary, ONE_SECOND);
        JavaClient watcher = JavaClient.open(timed, binary)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");
      agent.enter("room", "ada", "x");
      hourglass.enter("room", "sand", "x");
      String connection = agent.connectionId();

      agent.reconnect("room");
      vanish(hourglass, timed);
      // Whatever the agent's loss does is due by now.
      timed.clock().advance(Duration.ofSeconds(1));

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() >= 3);
      assertThat(agent.connectionId()).isEqualTo(connection);
      assertThat(seen)
          .extracting(message -> message.action + " " + message.clientId)
          .containsExactly("enter ada", "enter sand", "leave sand");
      assertThat(watcher.members("room"))
          .extracting(member -> member.clientId)
          .containsExactly("ada");
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void isSeenAsASecondMemberWhenAnotherConnectionTakesOver(boolean binary) throws Exception {
    try (AblyLocal timed = AblyLocal.builder().manualClock().start();
        JavaClient first = JavaClient.open(timed, binary, ONE_SECOND);
        JavaClient second = JavaClient.open(timed, binary);
        JavaClient watcher = JavaClient.open(timed, binary)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");
      first.enter("room", "ada", "first");

      vanish(first, timed);
      second.enter("room", "ada", "second");
      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 2);
      timed.clock().advance(Duration.ofSeconds(1));

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
      assertThat(seen)
          .extracting(message -> message.action + " " + message.data)
          .containsExactly("enter first", "enter second", "leave first");
      assertThat(watcher.members("room"))
          .extracting(member -> member.data)
          .containsExactly("second");
    }
  }

  /** Waits until the server has noticed. */
  private static void vanish(JavaClient client, AblyLocal server) {
    String connection = client.connectionId();
    client.vanish();
    await().atMost(JavaClient.PATIENCE).until(() -> !server.isConnected(connection));
  }

  @Test
  void isNoticedAtOnceWhenTheProcessIsKilled() throws Exception {
    try (JavaClient watcher = JavaClient.open(server, true)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");
      Process doomed = DoomedProcess.start(server);
      try {
        await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 1);
      } finally {
        doomed.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
      }

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 2);
      assertThat(seen.get(1).action).isEqualTo(Action.leave);
      assertThat(seen.get(1).data).isEqualTo("until killed");
    }
  }

  @Test
  void ofTheServerLetsMembersEnterAgainWhenItIsBack() throws Exception {
    ClientOptions options = JavaClient.options(server, true);
    options.disconnectedRetryTimeout = 300;
    try (JavaClient agent = JavaClient.open(options)) {
      agent.enter("room", "ada", "x");
      String connection = agent.connectionId();

      server.close();
      agent.awaitState(ConnectionState.disconnected);

      try (AblyLocal restarted =
              AblyLocal.builder().port(server.port()).key(server.key()).start();
          JavaClient watcher = JavaClient.open(restarted, true)) {
        List<PresenceMessage> seen = watcher.presenceOn("room");
        await().atMost(JavaClient.PATIENCE).until(() -> !watcher.members("room").isEmpty());
        assertThat(agent.connectionId()).isNotEqualTo(connection);
        assertThat(seen)
            .allSatisfy(message -> assertThat(message.id).startsWith(agent.connectionId()));
      }
    }
  }
}
