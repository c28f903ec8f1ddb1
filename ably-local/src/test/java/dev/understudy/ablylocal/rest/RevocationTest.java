package dev.understudy.ablylocal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.Jwt;
import dev.understudy.ablylocal.clients.RestClient;
import dev.understudy.ablylocal.clients.Tokens;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are good no more before their time. */
class RevocationTest {
  private static final String KEY = "app.key:secret";
  private static final String OTHER = "app.other:secret";
  private static final String PATH = "/keys/app.key/revokeTokens";

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(
      List.of(ApiKey.parse(KEY), ApiKey.parse(OTHER).withRevocableTokens(false)),
      timers,
      Limits.STANDARD);
  private final RestClient holder = RestClient.of(realtime, KEY);
  private final Jwt ofAda = Tokens.at(timers.now()).of("ada").signedBy(KEY);
  private final WireClient ada = WireClient.connectBy(ofAda, realtime);

  @Test
  void cutTheirHoldersOffAndLetThemInNoMore() {
    later();
    WireClient bob =
        WireClient.connectBy(Tokens.at(timers.now()).of("bob").signedBy(KEY), realtime);

    RestReply reply = holder.post(PATH, "{'targets':['clientId:ada']}");

    assertThat(reply.body().path("successCount").asInt()).isEqualTo(1);
    assertThat(ada.lastError(Action.DISCONNECTED)).isEqualTo(40141);
    assertThat(ada.isClosed()).isTrue();
    assertThat(WireClient.connectBy(ofAda, realtime).lastError(Action.ERROR)).isEqualTo(40141);
    assertThat(bob.isClosed()).isFalse();
  }

  @Test
  void spareTheYoungerOnesAndThoseOfOtherKeys() {
    WireClient byOther =
        WireClient.connectBy(Tokens.at(timers.now()).of("ada").signedBy(OTHER), realtime);
    later();
    holder.post(PATH, "{'targets':['clientId:ada']}");

    Jwt younger = Tokens.at(timers.now()).of("ada").signedBy(KEY);

    assertThat(WireClient.connectBy(younger, realtime).received(Action.CONNECTED))
        .hasSize(1);
    assertThat(byOther.isClosed()).isFalse();
  }

  @Test
  void leaveTimeForOthersIfThatIsWished() {
    later();

    holder.post(PATH, "{'targets':['clientId:ada'],'allowReauthMargin':true}");

    assertThat(ada.received(Action.AUTH)).hasSize(1);
    timers.advance(Duration.ofSeconds(29));
    assertThat(ada.isClosed()).isFalse();
    timers.advance(Duration.ofSeconds(1));
    assertThat(ada.lastError(Action.DISCONNECTED)).isEqualTo(40141);
  }

  @Test
  void areNamedByWhatTheirIssuerWroteInThemToo() {
    Jwt token = Tokens.at(timers.now()).with("x-ably-revocation-key", "team-1").signedBy(KEY);
    WireClient member = WireClient.connectBy(token, realtime);
    later();

    holder.post(PATH, "{'targets':['revocationKey:team-1']}");

    assertThat(member.lastError(Action.DISCONNECTED)).isEqualTo(40141);
    assertThat(ada.isClosed()).isFalse();
  }

  @Test
  void saysThatTheTokensOfAChannelCannotBeRevoked() {
    RestReply reply = holder.post(PATH, "{'targets':['channel:room']}");

    assertThat(reply.body().path("results").get(0).path("error").path("code").asInt())
        .isEqualTo(40000);
  }

  @Test
  void areToldApartFromTargetsThatAreNone() {
    RestReply reply = holder.post(PATH, "{'targets':['clientId:bob','nonsense:x']}");

    assertThat(reply.body().path("failureCount").asInt()).isEqualTo(1);
    assertThat(reply.body().path("results").get(0).path("target").asText())
        .isEqualTo("clientId:bob");
    assertThat(
            reply.body().path("results").get(1).path("error").path("statusCode").asInt())
        .isEqualTo(400);
  }

  @Test
  void endByTheirKeyOnly() {
    String targets = "{'targets':['clientId:ada']}";

    assertThat(RestClient.code(RestClient.of(realtime, OTHER).post(PATH, targets)))
        .isEqualTo(40101);
    assertThat(RestClient.code(
            RestClient.of(realtime, OTHER).post("/keys/app.other/revokeTokens", targets)))
        .isEqualTo(40164);
    RestReply byToken = realtime
        .rest()
        .answer(RestRequest.of(
            RestTarget.of("POST", PATH, Map.of()),
            Map.of("authorization", "Bearer " + ofAda.text()),
            new byte[0]));
    assertThat(RestClient.code(byToken)).isEqualTo(40162);
    assertThat(ada.isClosed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{'targets':[]}", "{'targets':['clientId:a'],'issuedBefore':1}", "nonsense"})
  void areNotRevokedByAWishThatIsWrong(String wish) {
    assertThat(holder.post(PATH, wish).status()).isEqualTo(400);
  }

  private void later() {
    timers.advance(Duration.ofSeconds(1));
  }
}
