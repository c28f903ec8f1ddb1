package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.attendance.ably.OneLook;
import dev.understudy.handoff.HandoffPolicy;
import dev.understudy.presence.People;
import dev.understudy.presence.SessionName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AblyConnectionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static AblyConnections open(AblySettings settings) {
    return AblyConnections.open(settings, HandoffPolicy.DEFAULT, PATIENCE);
  }

  @Test
  void saysThatTheKeyIsRefusedWithoutRepeatingIt() {
    try (AblyLocal ably = AblyLocal.builder().key("app.key:right-secret").start()) {
      assertThatThrownBy(
              () -> open(AblySettings.local("app.key:wrong-secret", ably.host(), ably.port())))
          .isInstanceOf(AblyRefusedException.class)
          .hasMessageContaining("refuses the API key")
          .hasMessageNotContaining("wrong-secret");
    }
  }

  @Test
  void saysThatNobodyAnswers() {
    AblyLocal gone = AblyLocal.start();
    gone.close();

    assertThatThrownBy(() -> open(AblySettings.local(gone.key(), gone.host(), gone.port())))
        .isInstanceOf(AblyRefusedException.class)
        .hasMessageStartingWith("cannot reach 127.0.0.1:" + gone.port())
        .hasMessageEndingWith("check its host and port, and the network");
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    assertThatThrownBy(() -> open(
            new AblySettings("app.key:secret", Optional.of("no-such-host.invalid"), 443, true)))
        .isInstanceOf(AblyRefusedException.class)
        .hasMessageStartingWith("cannot reach no-such-host.invalid:443");
  }

  @Test
  void canSpeakAsSoonAsItIsOpen() throws Exception {
    try (AblyLocal ably = AblyLocal.start()) {
      for (int worker = 0; worker < 30; worker++) {
        try (AblyConnections connections =
            open(AblySettings.local(ably.key(), ably.host(), ably.port()))) {
          assertThat(onLoop(connections, () -> connections.canSpeak(new SessionName("room:42"))))
              .isTrue();
        }
      }
    }
  }

  @Test
  void closesWhatAllItsSessionsHaveLeftAndKeepsOne() throws Exception {
    try (AblyLocal ably = AblyLocal.start();
        AblyConnections connections =
            open(AblySettings.local(ably.key(), ably.host(), ably.port()))) {
      List<CompletableFuture<People>> looks =
          Stream.generate(CompletableFuture<People>::new).limit(201).toList();

      int before = onLoop(connections, () -> lookIntoEach(looks, connections));

      assertThat(before).isEqualTo(2);
      assertThat(looks).allSatisfy(look -> assertThat(look).succeedsWithin(PATIENCE));
      await().atMost(PATIENCE).until(() -> onLoop(connections, connections::count) == 1);
    }
  }

  private static int lookIntoEach(
      List<CompletableFuture<People>> looks, AblyConnections connections) {
    for (int session = 0; session < looks.size(); session++) {
      SessionChannel channel = connections.channel(new SessionName("room:" + session));
      new OneLook(channel, connections.loop(), looks.get(session)).begin();
    }
    return connections.count();
  }

  private static <T> T onLoop(AblyConnections connections, Callable<T> deed) throws Exception {
    return connections.loop().submit(deed).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
