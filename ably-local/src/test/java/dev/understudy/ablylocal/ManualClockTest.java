package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.limits.Limits;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.PresenceMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server's clock in the hand of a test, seen by unmodified ably-java clients. */
class ManualClockTest {
  @RegisterExtension
  final AblyLocal ably = AblyLocal.builder().manualClock().build();

  @Test
  void standsStillUntilItIsMoved() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true)) {
      Instant start = ably.clock().now();

      ably.clock().advance(Duration.ofDays(1));

      assertThat(ably.clock().now()).isEqualTo(start.plus(Duration.ofDays(1)));
      assertThat(client.ably().time()).isEqualTo(ably.clock().now().toEpochMilli());
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void letsMembersLeaveToTheMillisecond(boolean binary) throws Exception {
    try (JavaClient agent = JavaClient.open(ably, binary);
        JavaClient watcher = JavaClient.open(ably, binary)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");
      agent.enter("room", "ada", "x");
      String connection = agent.connectionId();
      agent.vanish();
      await().atMost(JavaClient.PATIENCE).until(() -> !ably.isConnected(connection));

      ably.clock().advance(Duration.ofMillis(14_999));
      watcher.enter("room", "witness", "x");
      ably.clock().advance(Duration.ofMillis(1));

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
      assertThat(seen)
          .extracting(message -> message.action + " " + message.clientId)
          .containsExactly("enter ada", "enter witness", "leave ada");
    }
  }

  @Test
  void keepsClientsThatAnswerItsPings() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true).connected()) {
      ably.clock().advance(Duration.ofMinutes(10));

      assertThat(ably.isConnected(client.connectionId())).isTrue();
    }
  }

  @Test
  void losesClientsThatAnswerNone() throws Exception {
    try (RawSocket silent = RawSocket.upgrade(ably, "&heartbeatInterval=5000")) {
      silent.readUntil("connectionStateTtl");

      ably.clock().advance(Duration.ofSeconds(15));

      assertThat(silent.readAll()).contains("\"maxIdleInterval\":5000").contains("{\"action\":0}");
    }
  }

  @Test
  void endsTheStateOfAConnection() throws Exception {
    ClientOptions options = JavaClient.options(ably, true);
    options.disconnectedRetryTimeout = 100;
    try (JavaClient client = JavaClient.open(options).connected()) {
      String connection = client.connectionId();
      Fault outage = ably.faults().unreachable();
      ably.faults().connection(connection).drop(TransportEnd.FIN);
      client.awaitState(ConnectionState.disconnected);

      ably.clock().advance(Limits.STANDARD.connectionStateTtl());
      outage.lift();
      client.connected();

      assertThat(client.connectionId()).isNotEqualTo(connection);
      assertThat(client.ably().connection.reason.code).isEqualTo(80008);
    }
  }

  @Test
  void doesNotGoBack() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ably.clock().advance(Duration.ofMillis(-1)))
        .withMessageContaining("PT-0.001S");
  }

  @Test
  void doesNotGoToTheEndOfTime() {
    Instant now = ably.clock().now();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ably.clock().advance(Duration.ofSeconds(Long.MAX_VALUE)))
        .withMessageContaining("10 years");
    assertThat(ably.clock().now()).isEqualTo(now);
  }

  @Test
  void isNotThatOfAServerThatWasNotBuiltForIt() {
    try (AblyLocal other = AblyLocal.start()) {
      assertThatIllegalStateException()
          .isThrownBy(other::clock)
          .withMessageContaining("manualClock()");
    }
  }
}
