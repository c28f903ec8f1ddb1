package dev.understudy.ablylocal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.Capability;
import dev.understudy.ablylocal.auth.Hmac;
import dev.understudy.ablylocal.auth.Jwt;
import dev.understudy.ablylocal.clients.Requests;
import dev.understudy.ablylocal.clients.RestClient;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {
  private static final String KEY = "app.key:secret";
  private static final String LOW = "app.low:other";

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(
      List.of(
          ApiKey.parse(KEY),
          ApiKey.parse(LOW)
              .withCapability(
                  Capability.parse("{\"room\":[\"publish\",\"subscribe\"]}").orElseThrow())),
      timers,
      Limits.STANDARD);
  private final Rest rest = realtime.rest();

  @Nested
  class AskedByTheHolderOfAKey {

    @Test
    void issuesATokenForAnHourThatPermitsWhatTheKeyDoes() {
      JsonNode details = details(byKey(LOW, "{}"));

      assertThat(details.path("keyName").asText()).isEqualTo("app.low");
      assertThat(details.path("issued").asLong()).isEqualTo(timers.now().toEpochMilli());
      assertThat(details.path("expires").asLong() - details.path("issued").asLong())
          .isEqualTo(3_600_000);
      assertThat(details.path("capability").asText())
          .isEqualTo("{\"room\":[\"publish\",\"subscribe\"]}");
      assertThat(details.has("clientId")).isFalse();
    }

    @Test
    void issuesOneAsItIsAskedFor() {
      JsonNode details = details(byKey(
          LOW,
          "{'ttl':123,'clientId':'ada','capability':"
              + "'{\\'room\\':[\\'presence\\',\\'subscribe\\'],\\'x\\':[\\'*\\']}'}"));

      assertThat(details.path("clientId").asText()).isEqualTo("ada");
      assertThat(details.path("expires").asLong() - details.path("issued").asLong())
          .isEqualTo(123);
      assertThat(details.path("capability").asText()).isEqualTo("{\"room\":[\"subscribe\"]}");
    }

    @Test
    void issuesOneThatOpensAConnection() {
      String token = details(byKey(LOW, "{'clientId':'ada'}")).path("token").asText();

      WireClient client = WireClient.connectBy(Jwt.parse(token).orElseThrow(), realtime);

      assertThat(client.attach("room").received(Action.ATTACHED)).hasSize(1);
      assertThat(client.attach("other").lastError(Action.ERROR)).isEqualTo(40160);
    }

    @Test
    void refusesOneThatWouldPermitNothing() {
      RestReply reply = byKey(LOW, "{'capability':'{\\'other\\':[\\'*\\']}'}");

      assertThat(code(reply)).isEqualTo(40160);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "'ttl':-1 | 40003",
          "'ttl':86400001 | 40003",
          "'ttl':'notanumber' | 40003",
          "'capability':'nonsense' | 40003",
          "'capability':{'room':['*']} | 40003",
          "'capability':5 | 40003",
          "'capability':'{\\'room\\':[\\'subscribe\\',\\'fly\\']}' | 40000",
          "'clientId':5 | 40012",
          "'clientId':{} | 40012",
          "'keyName':'app.low' | 40101",
          "'keyName':5 | 40101",
          "'keyName':null | 40001",
          "'timestamp':null | 40001",
          "'timestamp':1449745287315 | 40104",
          "'capability':'{}' | 40160",
          "'clientId':'' | 40012"
        },
        quoteCharacter = '`')
    void refusesWrongWishes(String wish, int code) {
      assertThat(code(byKey(KEY, "{" + wish + "}"))).isEqualTo(code);
    }

    @Test
    void refusesItWithoutABody() {
      RestReply reply = post("app.key", Requests.basic(KEY), MissingNode.getInstance());

      assertThat(code(reply)).isEqualTo(40001);
      assertThat(reply.body().path("error").path("message").asText()).contains("keyName");
    }

    @Test
    void refusesItByAnotherKeyOrAWrongOne() {
      assertThat(code(post("app.key", Requests.basic(LOW), "{}"))).isEqualTo(40101);
      assertThat(code(post("app.key", Requests.basic("app.key:wrong"), "{}"))).isEqualTo(40101);
      assertThat(code(post("app.key", "", "{}"))).isEqualTo(40101);
      assertThat(code(post("app.nokey", Requests.basic(KEY), "{}"))).isEqualTo(40101);
      assertThat(code(post("elsewhere.key", Requests.basic(KEY), "{}"))).isEqualTo(40400);
    }
  }

  @Nested
  class AskedByASignedRequest {

    @Test
    void issuesATokenWithoutTheKey() {
      assertThat(details(bySignature(wish("nonce-0"))).path("clientId").asText())
          .isEqualTo("ada");
    }

    @Test
    void refusesItAnotherTime() {
      bySignature(wish("nonce-1"));

      assertThat(code(bySignature(wish("nonce-1")))).isEqualTo(40105);
      assertThat(bySignature(wish("nonce-2")).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(longs = {-30, 30})
    void refusesItLongBeforeOrAfterItsTime(long minutes) {
      ObjectNode wish = wish("nonce-3");
      wish.put("timestamp", timers.now().plus(Duration.ofMinutes(minutes)).toEpochMilli());

      assertThat(code(bySignature(wish))).isEqualTo(40104);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"keyName", "ttl", "capability", "clientId", "timestamp", "nonce", "mac"})
    void refusesWhatWasChangedAfterwards(String field) {
      ObjectNode request = signed(wish("nonce-4"));
      request.put(field, "1");

      assertThat(code(post("app.key", "", request.toString()))).isEqualTo(40101);
    }

    @Test
    void takesALifeOfZeroForNone() {
      ObjectNode request = signed(withoutTtl(wish("nonce-5")));

      JsonNode details = details(post("app.key", "", request.put("ttl", 0).toString()));

      assertThat(details.path("expires").asLong() - details.path("issued").asLong())
          .isEqualTo(3_600_000);
    }

    private ObjectNode wish(String nonce) {
      return WireClient.tree("{'keyName':'app.key','ttl':60000,'clientId':'ada'}")
          .put("capability", "{\"room\":[\"*\"]}")
          .put("timestamp", timers.now().toEpochMilli())
          .put("nonce", nonce);
    }

    private static ObjectNode withoutTtl(ObjectNode wish) {
      wish.remove("ttl");
      return wish;
    }

    private RestReply bySignature(ObjectNode wish) {
      return post("app.key", "", signed(wish).toString());
    }

    private ObjectNode signed(ObjectNode wish) {
      String text = "app.key\n%s\n%s\nada\n%s\n%s\n"
          .formatted(
              wish.path("ttl").asText(),
              wish.path("capability").asText(),
              wish.path("timestamp").asText(),
              wish.path("nonce").asText());
      byte[] mac = Hmac.sign(text, "secret");
      return wish.put("mac", Base64.getEncoder().encodeToString(mac));
    }
  }

  private RestReply byKey(String key, String json) {
    String keyName = key.substring(0, key.indexOf(':'));
    ObjectNode wish = WireClient.tree("{}")
        .put("keyName", keyName)
        .put("timestamp", timers.now().toEpochMilli());
    wish.setAll(WireClient.tree(json));
    return post(keyName, Requests.basic(key), wish.toString());
  }

  private RestReply post(String keyName, String authorization, String json) {
    return post(keyName, authorization, WireClient.tree(json));
  }

  private RestReply post(String keyName, String authorization, JsonNode body) {
    String path = "/keys/" + keyName + "/requestToken";
    return rest.answer(Requests.request("POST", path, authorization, body));
  }

  private static JsonNode details(RestReply reply) {
    return reply.body();
  }

  private static int code(RestReply reply) {
    return RestClient.code(reply);
  }
}
