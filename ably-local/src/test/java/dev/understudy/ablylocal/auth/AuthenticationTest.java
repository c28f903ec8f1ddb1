package dev.understudy.ablylocal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.ErrorInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
  private static final String LITTLE = "{\"room\":[\"subscribe\"]}";

  private final ManualTimers timers = new ManualTimers();
  private final Keyring keyring = new Keyring(List.of(
      ApiKey.parse("app.key:secret"),
      ApiKey.parse("app.low:other").withCapability(Capability.parse(LITTLE).orElseThrow()),
      ApiKey.parse("second.key:secret")));
  private final Authentication authentication = new Authentication(keyring, timers);

  @Test
  void grantsWhatTheKeyPermitsInItsApp() {
    Grant grant = granted("app.low:other");

    assertThat(grant.appId()).isEqualTo("app");
    assertThat(grant.capability()).hasToString(LITTLE);
    assertThat(grant.expires()).isEmpty();
    assertThat(granted("second.key:secret").appId()).isEqualTo("second");
  }

  @Test
  void letsTheHolderOfAKeyActAsWhomItLikes() {
    Credentials key = new Credentials.Key("app.key:secret");

    assertThat(granted("app.key:secret").identity()).isEqualTo(new Identity.Anyone());
    assertThat(authentication.of(key, Optional.of("ada")))
        .extracting(admission -> ((Admission.Granted) admission).grant().identity())
        .isEqualTo(new Identity.Only("ada"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.key:other",
        "app.low:secret",
        "app.other:secret",
        "app.key:secret ",
        "app.key",
        "",
        "app.",
        "this.is:wrong"
      })
  void refusesWrongKeysAsInvalid(String presented) {
    assertThat(refused(new Credentials.Key(presented)).code()).isEqualTo(40101);
  }

  @Test
  void refusesKeysOfOtherAppsAsUnknown() {
    assertThat(refused(new Credentials.Key("elsewhere.key:secret")).code()).isEqualTo(40400);
  }

  @Test
  void refusesWhoPresentsNothing() {
    assertThat(refused(new Credentials.None()).code()).isEqualTo(40101);
  }

  private Grant granted(String key) {
    Admission admission = authentication.of(new Credentials.Key(key), Optional.empty());
    return ((Admission.Granted) admission).grant();
  }

  private ErrorInfo refused(Credentials credentials) {
    return ((Admission.Refused) authentication.of(credentials, Optional.empty())).error();
  }
}
