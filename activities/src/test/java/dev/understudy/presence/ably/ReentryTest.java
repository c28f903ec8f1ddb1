package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonPrimitive;
import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.TransportEnd;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.Direction;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelEvent;
import io.ably.lib.types.AblyException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether ably-java enters members anew of which it is not told to. */
class ReentryTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  private static final String ROOM = "room:42";

  private final AblyLocal ably = AblyLocal.start();
  private final AblyRealtime client;
  private final Channel channel;
  private final AtomicInteger attached = new AtomicInteger();

  ReentryTest() throws AblyException {
    client = new AblyRealtime(ably.clientOptions());
    channel = client.channels.get(ROOM);
  }

  @AfterEach
  void stop() {
    client.close();
    ably.close();
  }

  private void enter() throws AblyException {
    CompletableFuture<Void> entered = new CompletableFuture<>();
    channel.presence.enterClient(
        "writer", new JsonPrimitive("old"), SignOfLife.completing(entered));
    assertThat(entered).succeedsWithin(LIVELINESS);
    await().atMost(LIVELINESS).until(() -> channel.presence.get(true).length == 1);
    channel.on(ChannelEvent.attached, change -> attached.incrementAndGet());
    channel.on(ChannelEvent.update, change -> attached.incrementAndGet());
  }

  /** What was sent before the answer to a ping has arrived by then. */
  private long entered() throws Exception {
    await().atMost(LIVELINESS).until(() -> attached.get() > 0);
    SignOfLife.of(client.connection, Runnable::run).get();
    return ably.frames(client.connection.id).stream()
        .filter(frame -> frame.direction() == Direction.INBOUND)
        .filter(frame -> frame.action() == Action.PRESENCE)
        .count();
  }

  @Test
  void isLeftToOthersAfterALossOfContinuity() throws Exception {
    Reentry.leaveToOthers(channel);
    enter();

    ably.faults().loseContinuity(ROOM);

    assertThat(entered()).isEqualTo(1);
  }

  @Test
  void isLeftToOthersAfterALossOfTheConnection() throws Exception {
    Reentry.leaveToOthers(channel);
    enter();

    ably.faults().everyone().drop(TransportEnd.FIN);

    assertThat(entered()).isEqualTo(1);
  }

  @Test
  void wouldBeSeenOtherwise() throws Exception {
    enter();

    ably.faults().loseContinuity(ROOM);

    assertThat(entered()).isEqualTo(2);
  }
}
