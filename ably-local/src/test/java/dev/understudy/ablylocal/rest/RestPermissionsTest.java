package dev.understudy.ablylocal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.Capability;
import dev.understudy.ablylocal.auth.Jwt;
import dev.understudy.ablylocal.clients.RestClient;
import dev.understudy.ablylocal.clients.Tokens;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a key or a token lets its holder do over HTTP, and where. */
class RestPermissionsTest {
  private static final String KEY = "app.key:secret";
  private static final String LOW = "app.low:other";
  private static final String SECOND = "second.key:secret";

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(
      List.of(
          ApiKey.parse(KEY),
          ApiKey.parse(LOW)
              .withCapability(Capability.parse(
                      "{\"pub\":[\"publish\"],\"past\":[\"history\"],\"here\":[\"subscribe\"]}")
                  .orElseThrow()),
          ApiKey.parse(SECOND)),
      timers,
      Limits.STANDARD);
  private final RestClient low = RestClient.of(realtime, LOW);

  @ParameterizedTest
  @CsvSource({
    "pub,  201, 401, 401, 401",
    "past, 401, 200, 200, 401",
    "here, 401, 401, 401, 200",
    "none, 401, 401, 401, 401"
  })
  void arePerChannelAndOperation(
      String channel, int publish, int messages, int presenceHistory, int presence) {
    String path = "/channels/" + channel;

    assertThat(low.post(path + "/messages", "{'data':'x'}").status()).isEqualTo(publish);
    assertThat(low.get(path + "/messages").status()).isEqualTo(messages);
    assertThat(low.get(path + "/presence/history").status()).isEqualTo(presenceHistory);
    assertThat(low.get(path + "/presence").status()).isEqualTo(presence);
  }

  @Test
  void areToldByTheirCode() {
    assertThat(RestClient.code(low.post("/channels/none/messages", "{'data':'x'}")))
        .isEqualTo(40160);
    assertThat(RestClient.code(low.get("/channels/pub"))).isEqualTo(40160);
    assertThat(RestClient.code(RestClient.ofNobody(realtime).get("/channels/pub/messages")))
        .isEqualTo(40101);
  }

  @Test
  void tellWhoShouldGetAnotherToken() {
    String stale = Tokens.at(timers.now().minusSeconds(7200)).signedBy(KEY).text();

    assertThat(bearer(stale).headers())
        .containsEntry("WWW-Authenticate", List.of("X-Ably-Token stale=\"true\""));
    assertThat(bearer("nonsense").headers()).doesNotContainKey("WWW-Authenticate");
  }

  private RestReply bearer(String token) {
    return RestClient.ofNobody(realtime)
        .with("authorization", "Bearer " + token)
        .get("/channels/room/messages");
  }

  @Test
  void countForEachChannelOfABatch() {
    RestReply reply =
        low.speaking("3").post("/messages", "{'channels':['pub','none'],'messages':{'data':'x'}}");

    assertThat(reply.body().path("successCount").asInt()).isEqualTo(1);
    assertThat(reply.body().path("results").get(1).path("error").path("code").asInt())
        .isEqualTo(40160);
  }

  @Test
  void endAtTheirApp() {
    RestClient.of(realtime, KEY).post("/channels/room/messages", "{'data':'x'}");

    assertThat(RestClient.of(realtime, SECOND).get("/channels/room/messages").body())
        .isEmpty();
    assertThat(RestClient.of(realtime, KEY).get("/channels/room/messages").body())
        .hasSize(1);
  }

  @Test
  void ofATokenAreItsOwnAndSoIsItsClient() {
    WireClient watcher = WireClient.connect(realtime, KEY).attach("room");
    Jwt token =
        Tokens.at(timers.now()).of("ada").permitting("{'room':['publish']}").signedBy(KEY);

    RestReply published = byToken(token, "POST", "/channels/room/messages", "{'data':'x'}");

    assertThat(published.status()).isEqualTo(201);
    assertThat(watcher
            .last(Action.MESSAGE)
            .path("messages")
            .get(0)
            .path("clientId")
            .asText())
        .isEqualTo("ada");
    assertThat(byToken(token, "GET", "/channels/room/messages", "").status()).isEqualTo(401);
    assertThat(RestClient.code(
            byToken(token, "POST", "/channels/room/messages", "{'data':'x','clientId':'bob'}")))
        .isEqualTo(40012);
  }

  private RestReply byToken(Jwt token, String method, String path, String json) {
    return realtime
        .rest()
        .answer(RestRequest.of(
            RestTarget.of(method, path, Map.of()),
            Map.of("authorization", "Bearer " + token.text()),
            json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }
}
