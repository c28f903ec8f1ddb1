package dev.understudy.presence.ably;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AblySettingsTest {
  private static final String KEY = "app.key:very-secret";

  @Test
  void neverShowsTheSecret() {
    assertThat(AblySettings.cloud(KEY).toString())
        .isEqualTo("AblySettings[key=app.key:…, Ably, tls=true]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "app.key", "app:secret", "app.key:", ".key:secret", "a.b:c:d", "a.b:c d"})
  void saysWhatAKeyLooksLikeWithoutRepeatingTheWrongOne(String key) {
    assertThatThrownBy(() -> AblySettings.cloud(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an Ably API key has the form appId.keyId:secret: copy it from the app's \"API Keys\"");
  }

  @Test
  void sendsNoKeyInTheClearAcrossANetwork() {
    assertThatThrownBy(() -> new AblySettings(KEY, Optional.of("ably.example.com"), 80, false))
        .hasMessageContaining("without TLS");
    assertThatThrownBy(() -> new AblySettings(KEY, Optional.empty(), 80, false))
        .hasMessageContaining("without TLS");
    assertThat(AblySettings.local(KEY, "127.0.0.1", 8081).tls()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void refusesWhatIsNoPort(int port) {
    assertThatThrownBy(() -> AblySettings.local(KEY, "localhost", port))
        .hasMessageContaining("but was " + port);
  }

  @Test
  @SuppressWarnings("NullAway") // as of a caller whose build does not look for nulls
  void sayWhatIsNull() {
    assertThatThrownBy(() -> AblySettings.cloud(null))
        .hasMessage("an Ably API key must not be null: is ABLY_KEY set?");
    assertThatThrownBy(() -> AblySettings.local("app.key:secret", null, 80))
        .hasMessage("the host of an Ably-compatible server must not be null");
    assertThatThrownBy(() -> new AblySettings("app.key:secret", null, 80, true))
        .hasMessage("Ably's host must not be null: pass an empty one for Ably itself");
  }
}
