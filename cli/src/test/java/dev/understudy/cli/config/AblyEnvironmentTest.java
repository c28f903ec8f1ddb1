package dev.understudy.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.cli.text.Fault;
import dev.understudy.presence.ably.AblySettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AblyEnvironmentTest {
  private static final String SECRET = "very-secret";
  private static final String KEY = "app.key:" + SECRET;

  private final Map<String, String> environment = new HashMap<>(Map.of("ABLY_KEY", KEY));

  @Test
  void isAblyItselfWhenOnlyAKeyIsSet() {
    assertThat(AblyEnvironment.read(environment)).isEqualTo(AblySettings.cloud(KEY));
  }

  @Test
  void takesSpacesAroundTheKeyForATypist() {
    environment.put("ABLY_KEY", " " + KEY + "\n");

    assertThat(AblyEnvironment.read(environment).key()).isEqualTo(KEY);
  }

  @Test
  void readsWhereAServerIs() {
    environment.put("ABLY_HOST", "127.0.0.1");
    environment.put("ABLY_PORT", "8081");
    environment.put("ABLY_TLS", "false");

    assertThat(AblyEnvironment.read(environment))
        .isEqualTo(new AblySettings(KEY, Optional.of("127.0.0.1"), 8081, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABLY_HOST", "ABLY_PORT", "ABLY_TLS"})
  void takesABlankVariableForNone(String variable) {
    environment.put(variable, " ");

    assertThat(AblyEnvironment.read(environment)).isEqualTo(AblySettings.cloud(KEY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void saysHowToSetAMissingKey(String key) {
    environment.put("ABLY_KEY", key);

    assertThat(refusal())
        .isEqualTo("understudy: there is no API key for Ably; set ABLY_KEY=appId.keyId:secret");
  }

  @ParameterizedTest
  @CsvSource({
    "ABLY_PORT, x, ABLY_PORT is not a number: x",
    "ABLY_PORT, 65536, port must be from 1 to 65535 but was 65536",
    "ABLY_TLS, maybe, ABLY_TLS is neither true nor false: maybe",
    "ABLY_TLS, false, without TLS the API key would cross the network in the clear",
    "ABLY_HOST, https://realtime.ably.io, ABLY_HOST is not a host name: https://realtime.ably.io"
  })
  void namesWhatIsWrongAndTheVariable(String variable, String value, String complaint) {
    environment.put(variable, value);

    assertThat(refusal()).contains(complaint, variable).doesNotContain(SECRET);
  }

  @Test
  void keepsAWrongKeyToItself() {
    environment.put("ABLY_KEY", SECRET);

    assertThat(refusal()).contains("appId.keyId:secret", "ABLY_KEY").doesNotContain(SECRET);
  }

  private String refusal() {
    Fault fault = catchThrowableOfType(Fault.class, () -> AblyEnvironment.read(environment));
    assertThat(fault.exitStatus()).isEqualTo(Fault.USAGE);
    return fault.line();
  }
}
