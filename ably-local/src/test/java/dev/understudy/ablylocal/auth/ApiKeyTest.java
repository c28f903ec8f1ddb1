package dev.understudy.ablylocal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private final ApiKey key = ApiKey.parse("app.key:secret");

  @Test
  void isOpenedByItselfAlone() {
    assertThat(key.isOpenedBy("app.key:secret")).isTrue();
    assertThat(key.isOpenedBy("app.key:other")).isFalse();
    assertThat(key.isOpenedBy("app.key:secret ")).isFalse();
  }

  @Test
  void namesItsApp() {
    assertThat(key.appId()).isEqualTo("app");
    assertThat(key.name()).isEqualTo("app.key");
  }

  @Test
  void permitsEverythingUnlessToldOtherwise() {
    Capability little = Capability.parse("{\"room\":[\"subscribe\"]}").orElseThrow();

    assertThat(key.capability()).isEqualTo(Capability.ALL);
    assertThat(key.withCapability(little).capability()).isEqualTo(little);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "app", "app.key", "app.key:", "app:secret", ".key:secret", "app.key:se cret"})
  void isRefusedOnTheSpotIfItHasNotTheShape(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiKey.parse(text))
        .withMessage("key must have the form appId.keyId:secret");
  }

  @Test
  void doesNotPrintItsSecret() {
    assertThat(key).hasToString("app.key:***");
  }

  @Test
  void isAnotherEachTimeItIsMade() {
    assertThat(ApiKey.random().text()).isNotEqualTo(ApiKey.random().text());
  }
}
