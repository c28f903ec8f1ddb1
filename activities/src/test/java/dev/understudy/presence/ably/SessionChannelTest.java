package dev.understudy.presence.ably;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.Fault;
import dev.understudy.ablylocal.Refusal;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.ablylocal.wire.Direction;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.output.OutputEvent;
import dev.understudy.output.OutputMessage;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentPresence;
import dev.understudy.presence.LeaveReason;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.Tenure;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionChannelTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  private static final String ROOM = "room:42";
  private static final AgentName WRITER = new AgentName("writer");
  private static final Publication NOTE = new Publication("id", "note", "a text", Map.of());

  private final AblyLocal ably = AblyLocal.start();
  private final AblySettings settings = AblySettings.local(ably.key(), ably.host(), ably.port());
  private final AblyConnections connections =
      AblyConnections.open(settings, HandoffPolicy.DEFAULT, LIVELINESS);
  private final List<AutoCloseable> clients = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable client : clients) {
      client.close();
    }
    connections.close();
    ably.close();
  }

  /** Remembers what it was told. */
  private static final class Recorder implements SessionChannel.Attendee {
    final List<String> story = new CopyOnWriteArrayList<>();

    @Override
    public void onView() {
      story.add("view");
    }

    @Override
    public void onLostView() {
      story.add("no view");
    }

    @Override
    public void onLoss(ErrorInfo reason) {
      story.add("loss");
    }

    void awaits(String event) {
      await().atMost(LIVELINESS).until(() -> story.contains(event));
    }
  }

  private <T> T onLoop(Callable<T> action) throws Exception {
    return connections.loop().submit(action).get(LIVELINESS.toSeconds(), TimeUnit.SECONDS);
  }

  private SessionChannel join(Recorder attendee) {
    return join(connections.channel(new SessionName(ROOM)), attendee);
  }

  private static SessionChannel join(SessionChannel channel, Recorder attendee) {
    channel.join(attendee);
    return channel;
  }

  @Test
  void knowsNothingWhileAblyTellsAnewWhoIsThere() throws Exception {
    Recorder attendee = new Recorder();
    onLoop(() -> join(attendee));
    attendee.awaits("view");
    attendee.story.clear();

    ably.faults().loseContinuity(ROOM);

    attendee.awaits("view");
    assertThat(attendee.story).startsWith("no view", "view");
  }

  @Test
  void looksAnewWhoIsThereWhenItsProcessStoodStill() throws Exception {
    Duration limit = Duration.ofSeconds(1);
    try (AblyConnections stalling = AblyConnections.open(
        settings, HandoffPolicy.DEFAULT.withHeartbeatTimeout(limit), LIVELINESS)) {
      Recorder attendee = new Recorder();
      stalling.loop().execute(() -> join(stalling.channel(new SessionName(ROOM)), attendee));
      attendee.awaits("view");
      attendee.story.clear();

      stalling.loop().execute(() -> WatchedLoopTest.standStillFor(limit.plusMillis(100)));

      attendee.awaits("view");
      assertThat(attendee.story).startsWith("no view", "view");
    }
  }

  @Test
  void comesIntoViewWhileOthersThanAblyDoNotAnswer() throws Exception {
    Recorder attendee = new Recorder();
    CompletableFuture<Void> answer = new CompletableFuture<>();
    for (int call = 0; call < 20; call++) {
      connections.background().execute(answer::join);
    }

    try {
      onLoop(() -> join(attendee));

      attendee.awaits("view");
    } finally {
      answer.complete(null);
    }
  }

  private Channel client(String clientId) throws AblyException {
    ClientOptions options = ably.clientOptions();
    options.clientId = clientId;
    AblyRealtime client = new AblyRealtime(options);
    clients.add(client);
    return client.channels.get(ROOM);
  }

  @Test
  void knowsWhoCameAndWentWhileTheMembersWereBeingSynced() throws Exception {
    Channel alice = client("alice");
    alice.presence.enter(null, null);
    await().atMost(LIVELINESS).until(() -> alice.presence.get(true).length == 1);
    AblyConnection connection = new AblyConnection(
        settings, HandoffPolicy.DEFAULT, connections.loop(), connections.background());
    clients.add(connection::close);
    Recorder attendee = new Recorder();
    BlockingQueue<Runnable> synced = new LinkedBlockingQueue<>();
    SessionChannel channel = channelThatLeaves(synced, connection);
    onLoop(() -> join(channel, attendee));
    Runnable members = requireNonNull(synced.poll(LIVELINESS.toSeconds(), TimeUnit.SECONDS));

    alice.presence.leave(null, null);
    Channel bob = client("bob");
    bob.presence.enter(null, null);
    await()
        .atMost(LIVELINESS)
        .until(() -> Stream.of(bob.presence.get(true))
            .map(who -> who.clientId)
            .toList()
            .equals(List.of("bob")));
    connection.ping(connections.loop()).get(LIVELINESS.toSeconds(), TimeUnit.SECONDS);
    assertThat(attendee.story).doesNotContain("view");
    connections.loop().execute(members);

    attendee.awaits("view");
    assertThat(onLoop(channel::roster).users()).containsOnlyKeys("bob");
  }

  /** Keeps back what a sync brings. */
  private SessionChannel channelThatLeaves(
      BlockingQueue<Runnable> synced, AblyConnection connection) throws Exception {
    ExecutorService syncing = new ScheduledThreads("syncing", 1);
    clients.add(syncing::shutdownNow);
    Executor loop = task -> {
      if (Thread.currentThread().getName().equals("syncing")) {
        synced.add(task);
      } else {
        connections.loop().execute(task);
      }
    };
    return onLoop(
        () -> new SessionChannel(new SessionName(ROOM), connection, loop, syncing, released -> {}));
  }

  @Test
  void seesNoRivalInAnAgentWhoseEndWasSaidBeforeOrIsSaidNow() throws Exception {
    Channel writer = client("writer");
    enterFor("task-1", writer);
    Recorder attendee = new Recorder();
    SessionChannel channel = onLoop(() -> join(attendee));
    await().atMost(LIVELINESS).until(() -> rivals(channel) == 1);

    writer.publish(Messages.of(
        WRITER,
        new OutputMessage("task-1", 1, new OutputEvent.TaskEnd(LeaveReason.ABANDONED))
            .publication()));

    await().atMost(LIVELINESS).until(() -> rivals(channel) == 0);
    assertThat(writer.presence.get(true)).hasSize(1);
    onLoop(() -> leave(channel, attendee));
    Recorder late = new Recorder();
    SessionChannel anew = onLoop(() -> join(late));
    late.awaits("view");
    await().atMost(LIVELINESS).until(() -> rivals(anew) == 0);
    assertThat(onLoop(anew::roster).standing()).isEmpty();
  }

  private static void enterFor(String task, Channel channel) throws AblyException {
    AgentPresence data = AgentPresence.present(task, new Tenure(1, 1), "w", Status.NONE);
    channel.presence.enter(JsonParser.parseString(data.toJson()), null);
  }

  private int rivals(SessionChannel channel) throws Exception {
    return onLoop(channel::roster).rivals(WRITER, "task-2").size();
  }

  private static boolean leave(SessionChannel channel, Recorder attendee) {
    channel.part(attendee);
    return true;
  }

  @Test
  void isNotTakenAwayByTheOneOfTheSameNameBeforeIt() throws Exception {
    Recorder refused = new Recorder();
    Recorder next = new Recorder();
    Fault fault = ably.faults()
        .refuseAttach(ROOM, Refusal.with(40160, 401, "no capability").times(1));

    onLoop(() -> {
      SessionChannel failing = join(refused);
      await().atMost(LIVELINESS).until(() -> !failing.isUsable());
      fault.lift();
      return join(next); // before the loop hears that the other has failed
    });

    next.awaits("view");
    assertThat(refused.story).contains("loss");
  }

  @Test
  void hearsASignOfLifeHoweverSoonItComes() throws Exception {
    SessionChannel channel = onLoop(() -> connections.channel(new SessionName(ROOM)));

    for (int round = 0; round < 500; round++) {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      connections.loop().execute(() -> channel.ping(answer::complete));

      assertThat(answer).as("round %d", round).succeedsWithin(LIVELINESS).isEqualTo(true);
    }
  }

  @Test
  void letsNobodySpeakWhileTheConnectionIsLost() throws Exception {
    Recorder attendee = new Recorder();
    SessionChannel channel = onLoop(() -> join(attendee));
    attendee.awaits("view");
    attendee.story.clear();
    ably.faults().unreachable();
    ably.faults().everyone().drop(TransportEnd.FIN);
    attendee.awaits("no view");
    AtomicInteger spoken = new AtomicInteger();

    connections.loop().execute(() -> channel.atTurn(WRITER, spoken::incrementAndGet));

    assertThat(onLoop(spoken::get)).as("said into the void").isZero();
    ably.faults().lift();
    await().atMost(LIVELINESS).until(() -> spoken.get() == 1);
  }

  @Test
  void refusesNothingForGoodWhileAblyDoesNotAttachIt() throws Exception {
    List<ErrorInfo> refusals = new CopyOnWriteArrayList<>();
    ably.faults().everyone().blackHole(Direction.INBOUND);
    SessionChannel channel = onLoop(() -> join(new Recorder()));

    await().atMost(LIVELINESS).pollInterval(Duration.ofMillis(200)).until(() -> {
      connections
          .loop()
          .execute(() -> channel.publish(WRITER, NOTE, answer -> answer.ifPresent(refusals::add)));
      return !refusals.isEmpty();
    });

    assertThat(refusals).noneMatch(Failures::isFinal);
  }
}
