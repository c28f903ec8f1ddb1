package dev.understudy.ablylocal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  @Test
  void areTheKeyOfTheUrlBeforeAllElse() {
    Map<String, String> query = Map.of("key", "x.y:z", "accessToken", "t");

    assertThat(Credentials.presentedBy(query, "Basic YS5iOmM="))
        .isEqualTo(new Credentials.Key("x.y:z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accessToken", "access_token"})
  void areATokenUnderEitherName(String parameter) {
    assertThat(Credentials.presentedBy(Map.of(parameter, "t"), ""))
        .isEqualTo(new Credentials.Token("t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic YS5iOmM=", "basic YS5iOmM=", " Basic  YS5iOmM="})
  void areAKeyInABasicHeader(String header) {
    assertThat(Credentials.presentedBy(Map.of(), header)).isEqualTo(new Credentials.Key("a.b:c"));
  }

  @ParameterizedTest
  @CsvSource({"Bearer a.b.c, a.b.c", "Bearer YS5iLmM=, a.b.c", "bearer no-base64!, no-base64!"})
  void areATokenInABearerHeaderInBase64OrNot(String header, String token) {
    assertThat(Credentials.presentedBy(Map.of(), header)).isEqualTo(new Credentials.Token(token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic %", "Digest YS5iOmM="})
  void areNoneOtherwise(String header) {
    assertThat(Credentials.presentedBy(Map.of("key", ""), header))
        .isEqualTo(new Credentials.None());
  }

  @Test
  void doNotPrintTheirSecrets() {
    assertThat(new Credentials.Key("a.b:hidden")).asString().doesNotContain("hidden");
    assertThat(new Credentials.Token("hidden")).asString().doesNotContain("hidden");
  }
}
