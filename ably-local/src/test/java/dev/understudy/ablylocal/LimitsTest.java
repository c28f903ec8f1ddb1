package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.limits.Limits.Overall;
import dev.understudy.ablylocal.limits.Limits.Rates;
import dev.understudy.ablylocal.limits.Meter;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.Message;
import io.ably.lib.types.ProtocolMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits that a test chose, as unmodified ably-java clients meet them. */
class LimitsTest {
  @RegisterExtension
  final AblyLocal ably = AblyLocal.builder()
      .manualClock()
      .limits(Limits.STANDARD
          .withMembersPerChannel(1)
          .withChannelsPerConnection(3)
          .withMessageSize(100)
          .withRates(new Rates(2, 1, 50, 100))
          .withOverall(new Overall(4, 2)))
      .build();

  @Test
  void refuseTheMemberAfterTheLast() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true)) {
      client.enter("room", "ada", "x");

      ErrorInfo error = JavaClient.refused(listener -> JavaClient.attempt(
          () -> client.channel("room").presence.enterClient("bob", "x", listener)));

      assertThat(error.code).isEqualTo(91003);
    }
  }

  @Test
  void refuseTheChannelAfterTheLast() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true)) {
      client.attached("one");
      client.attached("two");
      client.attached("three");

      ErrorInfo error = JavaClient.refused(
          listener -> JavaClient.attempt(() -> client.channel("four").attach(listener)));

      assertThat(error.code).isEqualTo(90010);
    }
  }

  @Test
  void areToldToTheClient() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true).connected()) {
      var details = ably.frames(client.connectionId()).get(0).json().path("connectionDetails");

      assertThat(details.path("maxMessageSize").asInt()).isEqualTo(100);
      assertThat(details.path("maxInboundRate").asInt()).isEqualTo(2);
      assertThat(error(client, "room", "x".repeat(101)).code).isEqualTo(40009);
    }
  }

  @Test
  void refuseWhatAConnectionPublishesTooFastUntilTheIntervalIsOver() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true)) {
      startOfAnInterval();
      publish(client, "one", 6);
      publish(client, "two", 6);

      ErrorInfo error = error(client, "three", "x");

      assertThat(error.code).isEqualTo(42911);
      assertThat(error.message).contains("metric = connection.inboundRate");
      ably.clock().advance(Duration.ofSeconds(6));
      publish(client, "three", 1);
    }
  }

  @Test
  void refuseWhatAllPublishTooFastOnAChannel() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true);
        JavaClient other = JavaClient.open(ably, true)) {
      startOfAnInterval();
      publish(client, "room", 6);

      ErrorInfo error = error(other, "room", "x");

      assertThat(error.code).isEqualTo(42913);
      assertThat(error.message).contains("metric = channel.maxRate");
      publish(other, "another", 1);
      ably.clock().advance(Duration.ofSeconds(6));
      publish(other, "room", 1);
    }
  }

  @Test
  void endAConnectionThatDoesNotStop() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true)) {
      startOfAnInterval();
      publish(client, "one", 6);
      publish(client, "two", 6);

      for (int refused = 0;
          client.ably().connection.state == ConnectionState.connected;
          refused++) {
        assertThat(refused).isLessThan(2 * 20 * Meter.INTERVAL_SECONDS);
        error(client, "three", "x");
      }

      assertThat(client.ably().connection.reason.code).isEqualTo(42921);
    }
  }

  @Test
  void endAConnectionOfTooManyProtocolMessages() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true).connected()) {
      startOfAnInterval();
      for (int frame = 0; frame <= 100 * Meter.INTERVAL_SECONDS; frame++) {
        JavaClient.attempt(() -> client
            .ably()
            .connection
            .connectionManager
            .send(new ProtocolMessage(ProtocolMessage.Action.heartbeat), false, null));
      }

      client.awaitState(ConnectionState.failed);
      assertThat(client.ably().connection.reason.code).isEqualTo(42924);
    }
  }

  @Test
  void refuseTooManyBytesOnAChannelUntilTheIntervalIsOver() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true)) {
      startOfAnInterval();
      Message large = new Message("n", "x".repeat(99));
      for (int number = 0; number < 3; number++) {
        client.publish("room", large);
      }

      ErrorInfo error = error(client, "room", "x");

      assertThat(error.code).isEqualTo(42914);
      assertThat(error.message).contains("metric = channel.maxBandwidth");
      client.publish("another", large);
      ably.clock().advance(Duration.ofSeconds(6));
      client.publish("room", large);
    }
  }

  @Test
  void refuseTheChannelAfterTheLastOfAllConnections() throws Exception {
    try (JavaClient client = JavaClient.open(ably, true);
        JavaClient other = JavaClient.open(ably, true)) {
      client.attached("one");
      client.attached("two");
      other.attached("three");
      other.attached("four");

      ErrorInfo error = JavaClient.refused(
          listener -> JavaClient.attempt(() -> other.channel("five").attach(listener)));

      assertThat(error.code).isEqualTo(40114);
      other.attached("one");
    }
  }

  @Test
  void canBeWithoutRates() throws Exception {
    try (AblyLocal server =
            AblyLocal.builder().limits(Limits.STANDARD.withoutRates()).start();
        JavaClient client = JavaClient.open(server, true)) {
      publish(client, "room", 400);
    }
  }

  @Test
  void areAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limits.STANDARD.withMembersPerChannel(0))
        .withMessage("members of a channel: at least 1 is needed, not 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Rates(0, 1, 1, 1));
  }

  @Test
  void haveAClientGiveItsConnectionUpInTime() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Limits.STANDARD.withConnectionStateTtl(Duration.ZERO))
        .withMessage("connectionStateTtl: at least a millisecond is needed, not PT0S");
    Limits hasty = Limits.STANDARD.withConnectionStateTtl(Duration.ofMillis(1));
    try (AblyLocal server = AblyLocal.builder().limits(hasty).start();
        JavaClient client = JavaClient.open(server, true).connected()) {
      server.faults().unreachable();
      server.faults().everyone().drop(TransportEnd.FIN);

      client.awaitState(ConnectionState.suspended);
    }
  }

  /** Moves on to the start of an interval, so that what a test publishes falls into one. */
  private void startOfAnInterval() {
    long second = ably.clock().now().getEpochSecond() % Meter.INTERVAL_SECONDS;
    ably.clock().advance(Duration.ofSeconds(Meter.INTERVAL_SECONDS - second));
  }

  private static void publish(JavaClient client, String channel, int times) {
    for (int number = 0; number < times; number++) {
      client.publish(channel, new Message("n", "x"));
    }
  }

  private static ErrorInfo error(JavaClient client, String channel, String data) {
    return JavaClient.refused(listener -> JavaClient.attempt(
        () -> client.attached(channel).publish(new Message("n", data), listener)));
  }
}
