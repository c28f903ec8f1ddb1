package dev.understudy.samples.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.cli.text.Fault;
import io.ably.lib.types.ClientOptions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AblyAccessTest {
  private static final String SECRET = "very-secret";

  private final Map<String, String> environment =
      new HashMap<>(Map.of("ABLY_KEY", "app.key:" + SECRET));

  @Test
  void isAblyItselfOverTlsWhenOnlyAKeyIsSet() {
    ClientOptions options = AblyAccess.fromEnvironment(environment);

    assertThat(options.tls).isTrue();
    assertThat(options.realtimeHost).isNull();
    assertThat(options.autoConnect).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.9.9.9", "::1"})
  void goesWithoutTlsOnThisMachine(String host) {
    environment.put("ABLY_TLS", "false");
    environment.put("ABLY_HOST", host);

    assertThat(AblyAccess.fromEnvironment(environment).tls).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ably.example.com",
        "127.evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "0.0.0.0"
      })
  void sendsNoKeyInTheClearAcrossANetwork(String host) {
    environment.put("ABLY_TLS", "false");
    environment.put("ABLY_HOST", host);

    assertThat(refusal()).contains("in the clear", host, "ABLY_TLS").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource({"ABLY_TLS, maybe", "ABLY_PORT, x", "ABLY_PORT, 0", "ABLY_PORT, 99999"})
  void namesTheVariableThatIsWrong(String variable, String value) {
    environment.put(variable, value);

    assertThat(refusal()).contains(variable, "'" + value + "'").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no-colon", "app:" + SECRET})
  void refusesWhatIsNoKey(String key) {
    environment.put("ABLY_KEY", key);

    assertThat(refusal()).contains("ABLY_KEY").doesNotContain(SECRET);
  }

  private String refusal() {
    return catchThrowableOfType(Fault.class, () -> AblyAccess.fromEnvironment(environment))
        .line();
  }
}
