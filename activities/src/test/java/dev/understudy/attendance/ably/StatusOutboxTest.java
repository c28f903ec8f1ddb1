package dev.understudy.attendance.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.wire.Direction;
import dev.understudy.attendance.AttendanceSpec;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.AgentName;
import dev.understudy.presence.AgentState;
import dev.understudy.presence.SessionName;
import dev.understudy.presence.Status;
import dev.understudy.presence.StatusMessage;
import dev.understudy.presence.ably.AblyConnections;
import dev.understudy.presence.ably.AblySettings;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ChannelState;
import io.ably.lib.types.ErrorInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusOutboxTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  private static final AttendanceSpec WRITER =
      new AttendanceSpec("task", new SessionName("room:42"), new AgentName("writer"), 1);

  private static final String MUTE_KEY = "app.mute:secret";

  private final AblyLocal ably = AblyLocal.builder()
      .key("app.key:secret")
      .addKey(MUTE_KEY, "{\"*\":[\"subscribe\",\"presence\"]}")
      .start();
  private final AblyConnections connections = open(ably.key());
  private final StatusOutbox outbox = new StatusOutbox(connections);
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    connections.close();
    ably.close();
  }

  private AblyConnections open(String key) {
    return AblyConnections.open(
        AblySettings.local(key, ably.host(), ably.port()), HandoffPolicy.DEFAULT, LIVELINESS);
  }

  private CompletableFuture<Optional<ErrorInfo>> show(long sequence, String text) {
    return outbox.show(WRITER, status(sequence, text));
  }

  private static Status status(long sequence, String text) {
    return new Status(sequence, AgentState.ACTIVE, text, Map.of());
  }

  private void see(Object data) {
    StatusMessage.parse(String.valueOf(data))
        .ifPresent(said -> seen.add(said.status().text()));
  }

  @Test
  void publishesTheNewestAlone() throws Exception {
    try (AblyRealtime watcher = new AblyRealtime(ably.clientOptions())) {
      Channel channel = watcher.channels.get("room:42");
      channel.subscribe(message -> see(message.data));
      await().atMost(LIVELINESS).until(() -> channel.state == ChannelState.attached);
      CountDownLatch allSaid = new CountDownLatch(1);
      connections.loop().execute(() -> awaitSafely(allSaid));

      CompletableFuture<Optional<ErrorInfo>> first = show(1, "first");
      CompletableFuture<Optional<ErrorInfo>> newest = show(3, "newest");
      CompletableFuture<Optional<ErrorInfo>> late = show(2, "late");
      allSaid.countDown();

      assertThat(first).succeedsWithin(LIVELINESS).isEqualTo(Optional.empty());
      assertThat(newest).succeedsWithin(LIVELINESS).isEqualTo(Optional.empty());
      assertThat(late).succeedsWithin(LIVELINESS).isEqualTo(Optional.empty());
      await().atMost(LIVELINESS).until(() -> seen.contains("newest"));
      assertThat(seen).doesNotContain("late");
    }
  }

  @Test
  void publishesWhatCameAfterAStatusThatWasLeftToOthers() throws Exception {
    ably.faults().everyone().blackHole(Direction.OUTBOUND);
    try (AblyRealtime watcher = new AblyRealtime(ably.clientOptions())) {
      Channel channel = watcher.channels.get("room:42");
      channel.subscribe(message -> see(message.data));
      await().atMost(LIVELINESS).until(() -> channel.state == ChannelState.attached);
      CompletableFuture<Optional<ErrorInfo>> first = show(1, "first");
      await().atMost(LIVELINESS).until(() -> seen.contains("first"));
      assertThat(show(2, "newest")).succeedsWithin(LIVELINESS);

      first.cancel(false);
      ably.faults().everyone().lift();

      await().atMost(LIVELINESS).until(() -> seen.contains("newest"));
    }
  }

  @Test
  void passesOnThatAblyRefusesForGoodWhateverIsShown() {
    try (AblyConnections mute = open(MUTE_KEY)) {
      StatusOutbox refused = new StatusOutbox(mute);

      assertThat(refused.show(WRITER, status(1, "first")))
          .succeedsWithin(LIVELINESS)
          .satisfies(StatusOutboxTest::isNotPermitted);
      assertThat(refused.show(WRITER, status(2, "second")))
          .succeedsWithin(LIVELINESS)
          .satisfies(StatusOutboxTest::isNotPermitted);
    }
  }

  private static void isNotPermitted(Optional<ErrorInfo> answer) {
    assertThat(answer).map(error -> error.code).contains(40160);
  }

  private static void awaitSafely(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
