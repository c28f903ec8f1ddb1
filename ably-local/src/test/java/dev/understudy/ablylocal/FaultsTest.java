package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.Direction;
import dev.understudy.ablylocal.wire.LoggedFrame;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.ErrorInfo;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Faults of the whole server, as unmodified ably-java clients meet them. */
class FaultsTest {
  private static final int RESUMED = 1 << 2;

  @RegisterExtension
  final AblyLocal ably = AblyLocal.builder().build();

  @Test
  void refuseAConnectionForGood() throws Exception {
    ably.faults().refuseConnections(Refusal.with(40100, 401, "not today"));

    try (JavaClient client = JavaClient.open(impatient())) {
      client.awaitState(ConnectionState.failed);
      assertThat(client.ably().connection.reason.code).isEqualTo(40100);
      assertThat(client.ably().connection.reason.message).isEqualTo("not today");
    }
  }

  @Test
  void refuseAConnectionForAWhile() throws Exception {
    ably.faults().refuseConnections(Refusal.with(50003, 503, "busy").times(2));
    ClientOptions options = impatient();
    options.autoConnect = false;

    try (JavaClient client = JavaClient.open(options)) {
      List<ConnectionState> seen = new CopyOnWriteArrayList<>();
      client.ably().connection.on(change -> seen.add(change.current));
      client.ably().connect();

      await().atMost(JavaClient.PATIENCE).until(() -> seen.contains(ConnectionState.connected));
      assertThat(seen).filteredOn(ConnectionState.disconnected::equals).hasSize(2);
    }
  }

  @Test
  void makeTheServerUnreachable() throws Exception {
    Fault outage = ably.faults().unreachable();

    try (JavaClient client = JavaClient.open(impatient())) {
      client.awaitState(ConnectionState.disconnected);
      outage.lift();
      client.connected();
    }
  }

  @Test
  void refuseAnAttachTwice() throws Exception {
    ably.faults().refuseAttach("room", Refusal.with(40160, 401, "denied").times(2));

    try (JavaClient client = JavaClient.open(ably, true)) {
      Channel room = client.channel("room");
      for (int attempt = 0; attempt < 2; attempt++) {
        ErrorInfo error =
            JavaClient.refused(listener -> JavaClient.attempt(() -> room.attach(listener)));
        assertThat(error.code).isEqualTo(40160);
      }

      JavaClient.attach(room);
      JavaClient.attach(client.channel("other"));
    }
  }

  @Test
  void refusePresenceUntilLifted() throws Exception {
    Fault fault = ably.faults().refusePresence("room", Refusal.with(91003, 400, "full"));

    try (JavaClient client = JavaClient.open(ably, true)) {
      Channel room = client.attached("room");
      ErrorInfo error = JavaClient.refused(
          listener -> JavaClient.attempt(() -> room.presence.enterClient("ada", "x", listener)));
      assertThat(error.code).isEqualTo(91003);

      fault.lift();
      client.enter("room", "ada", "x");
      ably.faults().lift();
      client.leave("room", "ada", "x");
    }
  }

  @Test
  void letClientsEnterAgainWhenContinuityIsLost() throws Exception {
    try (JavaClient agent = JavaClient.open(ably, true)) {
      agent.enter("room", "ada", "x");
      String connection = agent.connectionId();

      ably.faults().loseContinuity("room");

      await()
          .atMost(JavaClient.PATIENCE)
          .until(() -> frames(connection, Action.PRESENCE, Direction.INBOUND).size() == 2);
      assertThat(frames(connection, Action.ATTACHED, Direction.OUTBOUND))
          .hasSize(2)
          .allSatisfy(
              frame -> assertThat(frame.json().path("flags").asInt() & RESUMED).isZero());
      assertThat(agent.members("room")).hasSize(1);
    }
  }

  @Test
  void loseNoContinuityThatNobodyHas() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ably.faults().loseContinuity("room"))
        .withMessage("nobody is attached to room");
  }

  @Test
  void restartTheServerWithAllStateLost() throws Exception {
    try (JavaClient agent = JavaClient.open(impatient());
        JavaClient watcher = JavaClient.open(impatient())) {
      agent.enter("room", "ada", "x");
      assertThat(watcher.members("room")).hasSize(1);
      String connection = agent.connectionId();

      ably.faults().restart();

      await()
          .atMost(JavaClient.PATIENCE)
          .until(() -> watcher.members("room").stream()
              .anyMatch(member -> !member.connectionId.equals(connection)));
      assertThat(watcher.members("room")).hasSize(1);
      assertThat(ably.isConnected(connection)).isFalse();
    }
  }

  @Test
  void takeNoRefusalThatNeverHappens() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Refusal.with(40160, 401, "x").times(0))
        .withMessageContaining("0");
  }

  @Test
  void takeNoRefusalThatAblyWouldNotSend() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Refusal.with(0, 401, "x"))
        .withMessageContaining("code");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Refusal.with(40160, 0, "x"))
        .withMessageContaining("statusCode");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Refusal.with(40160, 401, " "))
        .withMessageContaining("blank");
  }

  @Test
  void takeNoChannelThatCannotBe() {
    Refusal refusal = Refusal.with(40160, 401, "x");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ably.faults().refuseAttach("", refusal))
        .withMessageContaining("''");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ably.faults().refusePresence(":room", refusal))
        .withMessageContaining(":room");
  }

  private List<LoggedFrame> frames(String connection, Action action, Direction direction) {
    return ably.frames(connection).stream()
        .filter(frame -> frame.action() == action && frame.direction() == direction)
        .toList();
  }

  private ClientOptions impatient() {
    ClientOptions options = JavaClient.options(ably, true);
    options.disconnectedRetryTimeout = 100;
    return options;
  }
}
