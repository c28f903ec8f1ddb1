package dev.understudy.ablylocal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionKeysTest {
  private final ConnectionKeys keys = new ConnectionKeys();

  @Test
  void knowTheirOwnAndWhoseTheyAre() {
    String key = keys.of("ada", 3);

    assertThat(keys.made(key)).isTrue();
    assertThat(ConnectionKeys.idIn(key)).contains("ada");
  }

  @Test
  void differByTheirNumbers() {
    assertThat(keys.of("ada", 0)).isNotEqualTo(keys.of("ada", 1));
  }

  @Test
  void areNotThoseOfOthers() {
    assertThat(new ConnectionKeys().made(keys.of("ada", 0))).isFalse();
  }

  @Test
  void areNotMadeOfThoseOfAnotherConnection() {
    String forged = keys.of("ada", 0).replace("ada", "bob");

    assertThat(keys.made(forged)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "!", "ada", "ada!", "!x-0", "ada!x-0", "ada!-"})
  void areNotJustAnyText(String text) {
    assertThat(keys.made(text)).isFalse();
  }
}
