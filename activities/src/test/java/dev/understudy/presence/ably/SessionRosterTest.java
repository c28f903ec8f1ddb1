package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.Drop;
import dev.understudy.ablylocal.Fault;
import dev.understudy.ablylocal.Refusal;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.transport.ConnectionManager.StateIndication;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.Param;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets, with Ably's own clients, and with what can go wrong between them. */
class SessionRosterTest {
  private static final String ROOM = "room:42";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AblyLocal ably = AblyLocal.start();
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private AblyRealtime watcher;
  private SessionRoster roster;
  private final List<String> story = new CopyOnWriteArrayList<>();

  /** Writes the story down. */
  private final RosterListener writing = new RosterListener() {
    @Override
    public void entered(Participant who) {
      story.add("+" + who.clientId());
    }

    @Override
    public void updated(Participant who) {
      story.add(who.clientId() + " " + shows(who));
    }

    @Override
    public void left(Participant who) {
      story.add("-" + who.clientId());
    }

    @Override
    public void lostSight(String why) {
      story.add("?");
    }

    @Override
    public void regainedSight(RosterSnapshot now) {
      story.add("!");
    }
  };

  private static Object shows(Participant who) {
    return who instanceof Participant.Agent agent
        ? agent.presence().tenure().attempt()
        : ((Participant.User) who).devices().size();
  }

  @BeforeEach
  void watch() throws Exception {
    watcher = client("watcher");
    roster = closing(SessionRoster.of(watcher, ROOM));
    roster.awaitKnown(PATIENCE);
    roster.listen(writing);
    awaitStory("!");
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : toClose) {
      each.close();
    }
    ably.close();
  }

  private <C extends AutoCloseable> C closing(C each) {
    toClose.add(0, each);
    return each;
  }

  private AblyRealtime client(@Nullable String clientId) throws AblyException {
    ClientOptions options = ably.clientOptions();
    options.clientId = clientId;
    options.disconnectedRetryTimeout = 200;
    return closing(new AblyRealtime(options));
  }

  private Channel device(String user) throws AblyException {
    Channel channel = client(user).channels.get(ROOM);
    channel.presence.enter(null, null);
    return channel;
  }

  private void awaitStory(String... events) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(story).containsExactly(events));
  }

  private static void show(Channel channel, int attempt) throws AblyException {
    AgentPresence data = AgentPresence.present("task-1", new Tenure(1, attempt), "w", Status.NONE);
    channel.presence.enterClient("writer", JsonParser.parseString(data.toJson()));
  }

  private AblyRealtime worker(int attempt) throws AblyException {
    ClientOptions options = ably.clientOptions();
    options.transportParams = new Param[] {new Param("remainPresentFor", "1000")};
    AblyRealtime worker = closing(new AblyRealtime(options));
    show(worker.channels.get(ROOM), attempt);
    return worker;
  }

  /** Drops its transport without a goodbye, and for good. */
  private static void kill(AblyRealtime worker) {
    worker.connection.connectionManager.requestState(
        new StateIndication(ConnectionState.failed, new ErrorInfo("killed", 400, 40000)));
  }

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
  void seesNeitherALeaveNorAnEnterWhenAnAgentIsTakenOver() throws AblyException {
    AblyRealtime first = worker(1);
    awaitStory("!", "+writer");
    kill(first);
    AblyRealtime second = worker(2);
    awaitStory("!", "+writer", "writer 2");

    await().atMost(PATIENCE).until(() -> membersThatStandForTheWriter() == 1);

    assertThat(story).containsExactly("!", "+writer", "writer 2");
    assertThat(roster.now().on(second.connection.id)).hasSize(1);
  }

  private int membersThatStandForTheWriter() throws AblyException {
    return watcher.channels.get(ROOM).presence.get("writer", true).length;
  }

  @Test
  void takesAnAgentThatLeftForGoneThoughAGhostOutlastsIt() throws AblyException {
    AblyRealtime first = worker(1);
    awaitStory("!", "+writer");
    kill(first);
    AblyRealtime second = worker(2);
    awaitStory("!", "+writer", "writer 2");
    AgentPresence goodbye =
        AgentPresence.leaving("task-1", new Tenure(1, 2), LeaveReason.COMPLETED);

    second
        .channels
        .get(ROOM)
        .presence
        .leaveClient("writer", JsonParser.parseString(goodbye.toJson()));

    awaitStory("!", "+writer", "writer 2", "-writer");
    assertThat(roster.now().agents()).isEmpty();
    await().atMost(PATIENCE).until(() -> membersThatStandForTheWriter() == 0);
    assertThat(story).containsExactly("!", "+writer", "writer 2", "-writer");
  }

  @Test
  void tellsAfterALostConnectionWhatChangedMeanwhile() throws AblyException {
    Channel alice = device("alice");
    device("bob");
    await().atMost(PATIENCE).until(() -> story.size() == 3);
    story.clear();
    Fault outage =
        ably.faults().refuseConnections(Refusal.with(50003, 503, "out of service for a moment"));

    ably.faults().client("watcher").drop(Drop.FIN);
    awaitStory("?");
    assertThat(roster.now().isKnown()).isFalse();
    assertThat(roster.now().unknownBecause())
        .hasValueSatisfying(why -> assertThat(why).startsWith("the connection is "));
    alice.presence.leave(null, null);
    outage.lift();
    device("carol");

    awaitStory("?", "-alice", "+carol", "!");
    assertThat(roster.now().isKnown()).isTrue();
  }

  @Test
  void saysNothingOfWhatALostConnectionDidNotChange() throws AblyException {
    device("alice");
    awaitStory("!", "+alice");
    for (Drop how : Drop.values()) {
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
        .hasMessage("how long to wait must not be negative but was PT-1S");
  }
}
