package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.handoff.HandoffPolicy;
import java.time.Duration;
import java.util.Optional;
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
}
