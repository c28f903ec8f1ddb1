package dev.understudy.ablylocal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.Credentials;
import dev.understudy.ablylocal.link.TransportOptions;
import dev.understudy.ablylocal.link.TransportTimeouts;
import dev.understudy.ablylocal.wire.Format;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectRequestTest {

  @Test
  void isAnEchoingJsonClientWithHeartbeatsUnlessItSaysOtherwise() {
    TransportOptions options = request(Map.of()).options();

    assertThat(options.format()).isEqualTo(Format.JSON);
    assertThat(options.echo()).isTrue();
    assertThat(options.heartbeats()).isTrue();
    assertThat(options.timeouts())
        .isEqualTo(new TransportTimeouts(Duration.ofSeconds(15), Duration.ofSeconds(15)));
  }

  @Test
  void saysOtherwise() {
    TransportOptions options = request(
            Map.of("format", "msgpack", "echo", "false", "heartbeats", "false"))
        .options();

    assertThat(options.format()).isEqualTo(Format.MSGPACK);
    assertThat(options.echo()).isFalse();
    assertThat(options.heartbeats()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000",
    "1000, 1000",
    "30000, 30000",
    "120001, 120000",
    "-7, 1000",
    "soon, 15000",
    "99999999999999999999, 15000",
    "1.5, 15000"
  })
  void keepsMembersForATimeWithinBounds(String asked, long millis) {
    TransportTimeouts timeouts =
        request(Map.of("remainPresentFor", asked)).options().timeouts();

    assertThat(timeouts.remainPresentFor()).hasMillis(millis);
  }

  @ParameterizedTest
  @CsvSource({"1, 5000", "5000, 5000", "60000, 60000", "1800001, 1800000", "often, 15000"})
  void beatsAtAnIntervalWithinBounds(String asked, long millis) {
    TransportTimeouts timeouts =
        request(Map.of("heartbeatInterval", asked)).options().timeouts();

    assertThat(timeouts.heartbeatInterval()).hasMillis(millis);
  }

  @Test
  void takesItsCredentialsFromTheUrlOrFromTheHeader() {
    assertThat(request(Map.of("key", "x.y:z")).credentials())
        .isEqualTo(new Credentials.Key("x.y:z"));
    assertThat(new ConnectRequest(Map.of(), "Basic YS5iOmM=").credentials())
        .isEqualTo(new Credentials.Key("a.b:c"));
  }

  @Test
  void resumesOrRecovers() {
    assertThat(request(Map.of("resume", "k1")).resumeKey()).contains("k1");
    assertThat(request(Map.of("recover", "k2")).resumeKey()).contains("k2");
    assertThat(request(Map.of("resume", "")).resumeKey()).isEmpty();
  }

  @Test
  void saysAsWhomItWantsToAct() {
    assertThat(request(Map.of("clientId", "ada")).clientId()).contains("ada");
    assertThat(request(Map.of("clientId", "")).clientId()).isEmpty();
  }

  @Test
  void doesNotPrintItsSecrets() {
    assertThat(request(Map.of("key", "a.b:hidden", "resume", "hidden")))
        .asString()
        .doesNotContain("hidden");
  }

  private static ConnectRequest request(Map<String, String> query) {
    return new ConnectRequest(query, "");
  }
}
