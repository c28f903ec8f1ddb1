package dev.understudy.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.understudy.ablylocal.Fault;
import dev.understudy.ablylocal.Refusal;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.presence.ably.AblyRefusedException;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Over real sockets, with Ably's own clients, and with what can go wrong between them. */
class SessionRosterTest extends RosterStory {
  @Test
  void foldsTheDevicesOfAUser() throws AblyException {
    Channel phone = device("alice");
    awaitStory("!", "+alice");
    Channel laptop = device("alice");
    awaitStory("!", "+alice", "alice 2");
    assertThat(roster.now().users())
        .singleElement()
        .isEqualTo(roster.now().of("alice").get(0));

    phone.presence.leave(null, null);
    awaitStory("!", "+alice", "alice 2", "alice 1");
    laptop.presence.leave(null, null);
    awaitStory("!", "+alice", "alice 2", "alice 1", "-alice");

    assertThat(roster.now()).isEqualTo(new RosterSnapshot(List.of(), Optional.empty()));
  }

  @Test
  void tellsWhatAUsersDeviceShows() throws AblyException {
    JsonObject data = new JsonObject();
    data.addProperty("name", "Alice");
    Channel phone = client("alice").channels.get(ROOM);
    phone.presence.enter(data, null);
    awaitStory("!", "+alice");

    Participant.User alice = roster.now().users().get(0);

    assertThat(alice.devices().get(0).data()).isEqualTo("{\"name\":\"Alice\"}");
    assertThat(roster.now().on(alice.devices().get(0).connectionId())).containsExactly(alice);
    assertThat(roster.now().on("elsewhere")).isEmpty();
  }

  @Test
  void tellsAfterALostConnectionWhatChangedMeanwhile() throws AblyException {
    Channel alice = device("alice");
    device("bob");
    Channel carol = client("carol").channels.get(ROOM);
    awaitTaken(carol::attach);
    await().atMost(PATIENCE).until(() -> story.size() == 3);
    story.clear();
    Fault outage =
        ably.faults().refuseConnections(Refusal.with(50003, 503, "out of service for a moment"));

    ably.faults().client("watcher").drop(TransportEnd.FIN);
    awaitStory("?");
    assertThat(roster.now().isKnown()).isFalse();
    assertThat(roster.now().unknownBecause())
        .hasValueSatisfying(why -> assertThat(why).startsWith("the connection is "));
    awaitTaken(answer -> alice.presence.leave(null, answer));
    awaitTaken(answer -> carol.presence.enter(null, answer));
    outage.lift();

    awaitStory("?", "-alice", "+carol", "!");
    assertThat(roster.now().isKnown()).isTrue();
  }

  @Test
  void saysNothingOfWhatALostConnectionDidNotChange() throws AblyException {
    device("alice");
    awaitStory("!", "+alice");
    for (TransportEnd how : TransportEnd.values()) {
      story.clear();

      ably.faults().client("watcher").drop(how);

      awaitStory("?", "!");
    }
    assertThat(roster.now().users()).hasSize(1);
  }

  @Test
  void looksAnewWhenTheChannelsContinuityIsLost() throws AblyException {
    device("alice");
    awaitStory("!", "+alice");

    ably.faults().loseContinuity(ROOM);

    awaitStory("!", "+alice", "?", "!");
  }

  @Test
  void tellsNobodyToHaveLeftWhenTheServerHasForgottenAllUntilItKnowsIt() throws AblyException {
    device("alice");
    awaitStory("!", "+alice");

    ably.faults().restart();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(roster.now().of("alice")).hasSize(1));
    await().atMost(PATIENCE).until(() -> roster.now().isKnown());
    assertThat(story).startsWith("!", "+alice", "?");
  }

  @Test
  void startsOverAChannelThatIsAttachedAlready() throws Exception {
    device("alice");
    awaitStory("!", "+alice");
    story.clear();

    SessionRoster second = closing(SessionRoster.of(watcher, ROOM));
    second.listen(writing);

    assertThat(second.awaitKnown(PATIENCE).users()).hasSize(1);
    awaitStory("?", "+alice", "!");
  }

  @Test
  void tellsALateListenerWhoIsThere() throws AblyException {
    device("alice");
    awaitStory("!", "+alice");

    roster.listen(writing);

    awaitStory("!", "+alice", "+alice", "!");
  }

  @Test
  void isNotHinderedByAListenerThatThrowsOrBlocks() throws Exception {
    ExecutorService own = Executors.newSingleThreadExecutor();
    toClose.add(own::shutdownNow);
    CountDownLatch never = new CountDownLatch(1);
    SessionRoster blocked = closing(SessionRoster.of(watcher, ROOM, own));
    blocked.listen(new RosterListener() {
      @Override
      public void entered(Participant who) {
        try {
          never.await();
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    });
    roster.listen(new RosterListener() {
      @Override
      public void entered(Participant who) {
        throw new IllegalStateException("a fault of the listener, as it should be in this test");
      }
    });

    device("alice");
    awaitStory("!", "+alice");
    device("bob");

    awaitStory("!", "+alice", "+bob");
    await().atMost(PATIENCE).until(() -> blocked.now().users().size() == 2);
  }

  @Test
  void callsListenersOnTheExecutorThatItIsGiven() throws Exception {
    List<String> threads = new CopyOnWriteArrayList<>();
    ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "own"));
    toClose.add(own::shutdownNow);
    SessionRoster other = closing(SessionRoster.of(watcher, ROOM, own));
    other.listen(new RosterListener() {
      @Override
      public void entered(Participant who) {
        threads.add(Thread.currentThread().getName());
      }
    });

    device("alice");

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads).containsExactly("own"));
  }

  @Test
  void tellsNobodyAnythingOnceItIsClosedAndLeavesTheClientAlone() throws AblyException {
    roster.close();
    roster.close();

    device("alice");

    await().atMost(PATIENCE).until(() -> watcher.channels.get(ROOM).presence.get(true).length == 1);
    assertThat(story).containsExactly("!");
    assertThatThrownBy(() -> roster.awaitKnown(PATIENCE))
        .isInstanceOf(AblyRefusedException.class)
        .hasMessage("who is in room:42 cannot be known: this roster is closed");
    assertThat(roster.now().unknownBecause()).contains("this roster is closed");
    assertThatThrownBy(() -> roster.listen(new RosterListener() {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this roster is closed: nobody would be told anything");
  }

  @Test
  void refusesToWaitForLongerThanAnybodyCan() {
    assertThatThrownBy(() -> roster.awaitKnown(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("how long to wait must be from 0 to 3650 days but was PT");
  }

  @Test
  void saysAtOnceWhyAblyRefusesTheChannel() throws AblyException {
    ably.faults().refuseAttach("secret", Refusal.with(40160, 401, "not for you"));
    SessionRoster refused = closing(SessionRoster.of(watcher, "secret"));

    assertThatThrownBy(() -> refused.awaitKnown(PATIENCE))
        .isInstanceOf(AblyRefusedException.class)
        .hasMessage("who is in secret cannot be known: the channel is failed: not for you (40160)");
    assertThatThrownBy(() -> SessionRoster.of(watcher, "[secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not start with '['");
  }

  @Test
  void isRefusedToAClientThatIsClosed() throws AblyException {
    AblyRealtime closed = client("closed");
    closed.close();
    await().atMost(PATIENCE).until(() -> closed.connection.state == ConnectionState.closed);

    assertThatThrownBy(() -> SessionRoster.of(closed, ROOM))
        .isInstanceOf(AblyRefusedException.class)
        .hasMessageStartingWith("who is in room:42 cannot be known: the connection is closed: ")
        .hasMessageEndingWith("; pass a client that is connected or connecting");
  }

  @Test
  void saysWhatItWaitedForInVain() throws AblyException {
    ClientOptions options = ably.clientOptions();
    options.autoConnect = false;
    SessionRoster idle = closing(SessionRoster.of(closing(new AblyRealtime(options)), ROOM));

    assertThatThrownBy(() -> idle.awaitKnown(Duration.ofMillis(50)))
        .isInstanceOf(AblyRefusedException.class)
        .hasMessageStartingWith("who is in room:42 cannot be known: ")
        .hasMessageEndingWith(" after PT0.05S");
  }

  @Test
  @SuppressWarnings("NullAway") // as of a caller whose build does not look for nulls
  void argumentsThatCannotBeAreRefusedAtOnce() {
    assertThatThrownBy(() -> SessionRoster.of(null, ROOM))
        .hasMessage("an Ably client must not be null");
    assertThatThrownBy(() -> SessionRoster.of(watcher, null)).hasMessage("a session needs a name");
    assertThatThrownBy(() -> SessionRoster.of(watcher, ROOM, null))
        .hasMessage("the executor of listeners must not be null");
    assertThatThrownBy(() -> roster.listen(null)).hasMessage("a listener must not be null");
    assertThatThrownBy(() -> roster.awaitKnown(Duration.ofSeconds(-1)))
        .hasMessage("how long to wait must be from 0 to 3650 days but was PT-1S");
  }
}
