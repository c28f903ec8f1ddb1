package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private final ApiKey key = ApiKey.parse("app.key:secret");

  @Test
  void isOpenedByItself() {
    assertThat(key.refuse("app.key:secret")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"app.key:other", "app.other:secret", "app.key:secret ", "app.key", "", "app."})
  void refusesOtherSecretsAsInvalid(String presented) {
    assertThat(key.refuse(presented)).map(ErrorInfo::code).contains(40101);
  }

  @Test
  void refusesOtherApplicationsAsUnknown() {
    assertThat(key.refuse("elsewhere.key:secret")).map(ErrorInfo::code).contains(40400);
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
