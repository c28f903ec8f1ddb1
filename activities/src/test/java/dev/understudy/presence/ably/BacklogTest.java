package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.Line;
import dev.understudy.ablylocal.wire.Direction;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.SessionName;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection that comes back slowly, over which somebody has something to say. */
class BacklogTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);

  /** How long the client takes from telling that it is connected to saying what it had kept. */
  private static final Duration SLOWNESS = Duration.ofMillis(500);

  private final AblyLocal ably = AblyLocal.start();
  private final Line line = new Line(ably.host(), ably.port());
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final AblyConnection connection = new AblyConnection(
      AblySettings.local(ably.key(), ably.host(), line.port()), HandoffPolicy.DEFAULT, loop, loop);
  private final AblyRealtime listener;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  BacklogTest() throws AblyException {
    listener = new AblyRealtime(ably.clientOptions());
    listener.channels.get("room").subscribe(message -> heard.add(String.valueOf(message.data)));
  }

  @AfterEach
  void stop() {
    listener.close();
    connection.close();
    loop.shutdownNow();
    line.close();
    ably.close();
  }

  /** In turn, under an id of its own, so that a repetition is known for one. */
  private void say(Channel channel, String text) {
    Message message = new Message("word", text);
    message.id = "id-" + text;
    SendQueue.Speaker speaker =
        new SendQueue.Speaker(new SessionName("room"), new AgentName("speaker"));
    Requests requests = new Requests(loop, connection);
    loop.execute(() -> connection
        .turns()
        .await(
            speaker, () -> requests.send(answer -> channel.publish(message, answer), none -> {})));
  }

  @Test
  void isSaidBeforeAnythingElseSoThatNothingTakesItsNumbers() throws Exception {
    connection.awaitConnected(LIVELINESS);
    await()
        .atMost(LIVELINESS)
        .until(() -> listener.channels.get("room").state == ChannelState.attached);
    Channel channel = connection.channel("room");
    channel.attach();
    say(channel, "1");
    await().atMost(LIVELINESS).until(() -> heard.contains("1"));

    // Ably takes these, and nobody acknowledges them.
    ably.faults().connection(String.valueOf(connection.id())).blackHole(Direction.OUTBOUND);
    say(channel, "2");
    say(channel, "3");
    await().atMost(LIVELINESS).until(() -> heard.contains("3"));
    connection.onChange(this::dawdle);
    line.reset();
    await().atMost(LIVELINESS).until(() -> !connection.isThere());
    say(channel, "4");
    say(channel, "5");
    line.mend();

    await().atMost(LIVELINESS).until(() -> heard.contains("5"));
    assertThat(heard).containsExactly("1", "2", "3", "4", "5");
  }

  /** On the client's own thread. */
  private void dawdle() {
    if (connection.state() == ConnectionState.connected) {
      try {
        assertThat(new CountDownLatch(1).await(SLOWNESS.toMillis(), TimeUnit.MILLISECONDS))
            .isFalse();
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
