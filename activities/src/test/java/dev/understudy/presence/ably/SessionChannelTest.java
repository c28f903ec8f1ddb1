package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.Fault;
import dev.understudy.ablylocal.Refusal;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.ablylocal.wire.Direction;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.Publication;
import dev.understudy.presence.SessionName;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionChannelTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  /** Less than the 5 s that ably-java waits for an answer that it has missed. */
  private static final Duration SOON = Duration.ofSeconds(3);

  private static final String ROOM = "room:42";
  private static final AgentName WRITER = new AgentName("writer");
  private static final Publication NOTE = new Publication("id", "note", "a text", Map.of());

  private final AblyLocal ably = AblyLocal.start();
  private final AblyConnections connections = AblyConnections.open(
      AblySettings.local(ably.key(), ably.host(), ably.port()), HandoffPolicy.DEFAULT, LIVELINESS);

  @AfterEach
  void stop() {
    connections.close();
    ably.close();
  }

  /** Remembers what it was told. */
  private static final class Recorder implements SessionChannel.Attendee {
    final List<String> story = new CopyOnWriteArrayList<>();

    @Override
    public void onView() {
      story.add("sight");
    }

    @Override
    public void onLostSight() {
      story.add("no sight");
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
    SessionChannel channel = connections.channel(new SessionName(ROOM));
    channel.join(attendee);
    return channel;
  }

  @Test
  void knowsNothingWhileAblyTellsAnewWhoIsThere() throws Exception {
    Recorder attendee = new Recorder();
    onLoop(() -> join(attendee));
    attendee.awaits("sight");
    attendee.story.clear();

    ably.faults().loseContinuity(ROOM);

    attendee.awaits("sight");
    assertThat(attendee.story).startsWith("no sight", "sight");
  }

  @Test
  void comesInSightWhileOthersThanAblyDoNotAnswer() throws Exception {
    Recorder attendee = new Recorder();
    CompletableFuture<Void> answer = new CompletableFuture<>();
    for (int call = 0; call < 20; call++) {
      connections.background().execute(answer::join);
    }

    try {
      onLoop(() -> join(attendee));

      attendee.awaits("sight");
    } finally {
      answer.complete(null);
    }
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

    next.awaits("sight");
    assertThat(refused.story).contains("loss");
  }

  @Test
  void hearsASignOfLifeHoweverSoonItComes() throws Exception {
    SessionChannel channel = onLoop(() -> connections.channel(new SessionName(ROOM)));

    for (int round = 0; round < 500; round++) {
      CompletableFuture<Boolean> answer = new CompletableFuture<>();
      connections.loop().execute(() -> channel.ping(answer::complete));

      assertThat(answer).as("round %d", round).succeedsWithin(SOON).isEqualTo(true);
    }
  }

  @Test
  void letsNobodySpeakWhileTheConnectionIsLost() throws Exception {
    Recorder attendee = new Recorder();
    SessionChannel channel = onLoop(() -> join(attendee));
    attendee.awaits("sight");
    attendee.story.clear();
    ably.faults().unreachable();
    ably.faults().everyone().drop(TransportEnd.FIN);
    attendee.awaits("no sight");
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

    await().atMost(LIVELINESS).pollInterval(Duration.ofSeconds(1)).until(() -> {
      connections
          .loop()
          .execute(() -> channel.publish(WRITER, NOTE, answer -> answer.ifPresent(refusals::add)));
      return !refusals.isEmpty();
    });

    assertThat(refusals).noneMatch(Failures::isFinal);
  }
}
