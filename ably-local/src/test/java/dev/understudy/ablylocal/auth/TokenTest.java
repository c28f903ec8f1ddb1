package dev.understudy.ablylocal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.clients.Tokens;
import dev.understudy.ablylocal.time.ManualTimers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token is worth. */
class TokenTest {
  private static final String KEY = "app.key:secret";
  private static final String LOW = "app.low:other";

  private final ManualTimers timers = new ManualTimers();
  private final Authentication authentication = new Authentication(
      new Keyring(List.of(
          ApiKey.parse(KEY),
          ApiKey.parse(LOW)
              .withCapability(Capability.parse("{\"room\":[\"subscribe\"]}").orElseThrow()))),
      timers);

  @Test
  void permitsWhatItsKeyDoesUnlessItSaysOtherwise() {
    assertThat(granted(token().signedBy(LOW)).capability())
        .hasToString("{\"room\":[\"subscribe\"]}");
    assertThat(granted(token().permitting("{'a':['*']}").signedBy(KEY)).capability())
        .hasToString("{\"a\":[\"*\"]}");
  }

  @Test
  void permitsNoMoreThanItsKey() {
    Jwt greedy = token().permitting("{'*':['*']}").signedBy(LOW);

    assertThat(granted(greedy).capability()).hasToString("{\"room\":[\"subscribe\"]}");
  }

  @ParameterizedTest
  @CsvSource({
    "    ,     , ",
    "'*' ,     , *",
    "'*' , ada , ada",
    "ada ,     , ada",
    "ada , ada , ada"
  })
  void letsItsHolderBeWhomItNames(
      @Nullable String named, @Nullable String wanted, @Nullable String is) {
    Tokens token = token();
    Optional.ofNullable(named).ifPresent(token::of);

    assertThat(
            granted(token.signedBy(KEY), Optional.ofNullable(wanted)).identity().announced())
        .isEqualTo(Optional.ofNullable(is));
  }

  @ParameterizedTest
  @CsvSource({"ada, bob", ", ada", "ada, *"})
  void letsItsHolderBeNobodyElse(@Nullable String named, String wanted) {
    Tokens token = token();
    Optional.ofNullable(named).ifPresent(token::of);

    assertThat(refused(token.signedBy(KEY).text(), Optional.of(wanted))).isEqualTo(40102);
  }

  @Test
  void isWorthNothingFromTheInstantItExpires() {
    String token = token().lasting(Duration.ofSeconds(10)).signedBy(KEY).text();

    timers.advance(Duration.ofMillis(9_999));
    assertThat(authentication.of(new Credentials.Token(token), Optional.empty()))
        .isInstanceOf(Admission.Granted.class);

    timers.advance(Duration.ofMillis(1));
    assertThat(refused(token, Optional.empty())).isEqualTo(40142);
  }

  @Test
  void isWorthNothingIfItsKeyDidNotSignIt() {
    assertThat(refused(token().signedBy("app.key:wrong").text(), Optional.empty()))
        .isEqualTo(40144);
    assertThat(refused(token().signedBy("app.other:secret").text(), Optional.empty()))
        .isEqualTo(40101);
    assertThat(refused(token().signedBy("elsewhere.key:secret").text(), Optional.empty()))
        .isEqualTo(40400);
  }

  @Test
  void isWorthNothingIfItWasChanged() {
    String[] parts = token().signedBy(KEY).text().split("\\.", -1);
    String claims = token().of("*").signedBy(KEY).text().split("\\.", -1)[1];

    assertThat(refused(parts[0] + "." + claims + "." + parts[2], Optional.empty()))
        .isEqualTo(40144);
  }

  @Test
  void isWorthNothingUnsigned() {
    String claims = token().signedBy(KEY).text().split("\\.", -1)[1];
    String header = Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString("{\"alg\":\"none\",\"kid\":\"app.key\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(refused(header + "." + claims + ".", Optional.empty())).isEqualTo(40144);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b.c", "..", "%.%.%", "e30.e30.e30"})
  void isWorthNothingIfItCannotBeRead(String text) {
    assertThat(refused(text, Optional.empty())).isEqualTo(40144);
  }

  /** Renewing it helps nobody: it is no token that was ever good. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b", "a.b.c.d", "app.key:secret"})
  void isUnknownIfItIsNone(String text) {
    assertThat(refused(text, Optional.empty())).isEqualTo(40101);
  }

  @Test
  void isWorthNothingWithClaimsThatCannotBeRead() {
    assertThat(refused(token().permitting("nonsense").signedBy(KEY).text(), Optional.empty()))
        .isEqualTo(40144);
    assertThat(refused(token().with("exp", "soon").signedBy(KEY).text(), Optional.empty()))
        .isEqualTo(40144);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-ably-clientId", "x-ably-capability", "x-ably-revocation-key"})
  void isWorthNothingIfWhatMustBeATextIsNone(String claim) {
    assertThat(refused(token().with(claim, 5).signedBy(KEY).text(), Optional.empty()))
        .isEqualTo(40144);
  }

  @Test
  void doesNotPrintItself() {
    Jwt token = token().signedBy(KEY);

    assertThat(token.toString()).doesNotContain(token.text().split("\\.", -1)[2]);
  }

  private Tokens token() {
    return Tokens.at(timers.now());
  }

  private Grant granted(Jwt token) {
    return granted(token, Optional.empty());
  }

  private Grant granted(Jwt token, Optional<String> clientId) {
    Admission admission = authentication.of(new Credentials.Token(token.text()), clientId);
    return ((Admission.Granted) admission).grant();
  }

  private int refused(String token, Optional<String> clientId) {
    Admission admission = authentication.of(new Credentials.Token(token), clientId);
    return ((Admission.Refused) admission).error().code();
  }
}
