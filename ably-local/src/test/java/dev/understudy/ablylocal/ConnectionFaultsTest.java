package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.wire.Direction;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.Message;
import io.ably.lib.types.Param;
import io.ably.lib.types.PresenceMessage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of connections, as unmodified ably-java clients meet them. */
class ConnectionFaultsTest {
  @RegisterExtension
  final AblyLocal ably = AblyLocal.builder().manualClock().build();

  @ParameterizedTest
  @EnumSource(TransportEnd.class)
  void endATransportThatItsClientResumes(TransportEnd how) throws Exception {
    try (JavaClient client = JavaClient.open(ably, true).connected()) {
      String connection = client.connectionId();
      String key = client.ably().connection.key;

      ably.faults().connection(connection).drop(how);

      await().atMost(JavaClient.PATIENCE).until(() -> !key.equals(client.ably().connection.key));
      assertThat(client.connectionId()).isEqualTo(connection);
      client.connected();
    }
  }

  @Test
  void letTheServerLoseAClientThatNoticesNothing() throws Exception {
    try (JavaClient agent = JavaClient.open(ably, true);
        JavaClient watcher = JavaClient.open(ably, true)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");
      agent.enter("room", "ada", "x");
      String connection = agent.connectionId();

      ably.faults().connection(connection).blackHole();
      ably.clock().advance(Duration.ofSeconds(25));
      assertThat(ably.isConnected(connection)).isFalse();
      ably.clock().advance(Duration.ofSeconds(15));

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 2);
      assertThat(seen.get(1).action).isEqualTo(PresenceMessage.Action.leave);
      assertThat(agent.ably().connection.state).isEqualTo(ConnectionState.connected);
    }
  }

  @Test
  void letAClientNoticeThatNothingComesAnyMore() throws Exception {
    ClientOptions options = JavaClient.options(ably, true);
    options.transportParams = new Param[] {new Param("heartbeatInterval", "5000")};
    options.realtimeRequestTimeout = 1000; // It waits so much longer than a heartbeat should take.
    try (JavaClient client = JavaClient.open(options).connected()) {
      String key = client.ably().connection.key;

      ably.faults().everyone().blackHole(Direction.OUTBOUND);

      await()
          .atMost(JavaClient.PATIENCE.multipliedBy(2))
          .until(() -> !key.equals(client.ably().connection.key));
    }
  }

  @Test
  void loseNothingThatABlackHoleHeldUp() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true);
        JavaClient watcher = JavaClient.open(ably, true)) {
      List<Message> seen = watcher.messagesOn(watcher.channel("room"));
      client.attached("room").publish(new Message("n", "first"));
      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 1);

      ably.faults().connection(client.connectionId()).blackHole(Direction.INBOUND);
      client.channel("room").publish(new Message("n", "second"));
      watcher.publish("room", new Message("n", "witness"));
      ably.faults().connection(client.connectionId()).lift();

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
      assertThat(seen)
          .extracting(message -> message.data)
          .containsExactly("first", "witness", "second");
    }
  }

  @Test
  void delayFrames() throws Exception {
    try (JavaClient slow = JavaClient.open(ably, true);
        JavaClient quick = JavaClient.open(ably, true)) {
      List<Message> atSlow = slow.messagesOn(slow.channel("room"));
      List<Message> atQuick = quick.messagesOn(quick.channel("room"));

      ably.faults()
          .connection(slow.connectionId())
          .delay(Direction.OUTBOUND, Duration.ofSeconds(3));
      quick.publish("room", new Message("n", "x"));
      await().atMost(JavaClient.PATIENCE).until(() -> atQuick.size() == 1);
      assertThat(atSlow).isEmpty();

      ably.clock().advance(Duration.ofSeconds(3));
      await().atMost(JavaClient.PATIENCE).until(() -> atSlow.size() == 1);
    }
  }

  @Test
  void endTheStateOfAConnection() throws Exception {
    try (JavaClient agent = JavaClient.open(ably, true);
        JavaClient watcher = JavaClient.open(ably, true)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");
      agent.enter("room", "ada", "x");
      String connection = agent.connectionId();

      ably.faults().connection(connection).expire();

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
      assertThat(seen)
          .extracting(message -> message.action + " " + message.connectionId)
          .containsExactly(
              "enter " + connection, "leave " + connection, "enter " + agent.connectionId());
      assertThat(agent.connectionId()).isNotEqualTo(connection);
    }
  }

  @Test
  void areThoseOfAClientByItsName() throws Exception {
    ClientOptions options = JavaClient.options(ably, true);
    options.clientId = "ada";
    try (JavaClient ada = JavaClient.open(options).connected();
        JavaClient other = JavaClient.open(ably, true).connected()) {
      String key = other.ably().connection.key;
      String id = ada.connectionId();

      ably.faults().client("ada").expire();

      await().atMost(JavaClient.PATIENCE).until(() -> !id.equals(ada.connectionId()));
      assertThat(other.ably().connection.key).isEqualTo(key);
    }
  }

  @Test
  void failWhenThereIsNobodyToMeetThem() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ably.faults().client("ada").drop(TransportEnd.RST))
        .withMessage("no such connection: client ada");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ably.faults().everyone().delay(Duration.ofSeconds(-1)));
  }
}
