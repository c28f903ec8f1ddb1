package dev.understudy.ablylocal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.Requests;
import dev.understudy.ablylocal.clients.RestClient;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppsEndpointTest {
  private static final String ASKED = """
      {'limits': {'presence': {'maxMembers': 250}},
       'keys': [{}, {'capability': '{ \\'b\\':[\\'subscribe\\', \\'publish\\'] }'}],
       'namespaces': [{'id': 'persisted', 'persisted': true}],
       'channels': [{'name': 'persisted:fixtures', 'presence': [
         {'clientId': 'text', 'data': 'true'},
         {'clientId': 'bytes', 'data': 'AAEC', 'encoding': 'cipher+aes-128-cbc/base64'}]}]}
      """;

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(ApiKey.parse("app.key:secret"), timers);
  private final Rest rest = realtime.rest();

  @Test
  void makesAnAppWithTheKeysAskedFor() {
    JsonNode app = create(ASKED);

    assertThat(app.path("keys")).hasSize(2);
    assertThat(app.path("keys").get(0).path("capability").asText()).isEqualTo("{\"*\":[\"*\"]}");
    assertThat(app.path("keys").get(1).path("capability").asText())
        .isEqualTo("{\"b\":[\"publish\",\"subscribe\"]}");
    JsonNode key = app.path("keys").get(0);
    assertThat(app.path("appId").asText() + "." + key.path("id").asText())
        .isEqualTo(key.path("keyName").asText());
    assertThat(key.path("keyName").asText() + ":" + key.path("value").asText())
        .isEqualTo(key.path("keyStr").asText());
    assertThat(app.path("namespaces").get(0).path("id").asText()).isEqualTo("persisted");
    assertThat(app.path("appId").asText()).isNotEmpty();
  }

  @Test
  void saysWhereItIsToBeReached() {
    JsonNode app = create("{}");

    assertThat(app.path("endpoint").asText()).isEqualTo("127.0.0.1");
    assertThat(app.path("port").asInt()).isEqualTo(8081);
    assertThat(app.path("tls").asBoolean(true)).isFalse();
    assertThat(app.path("keys")).hasSize(1);
  }

  @Test
  void letsTheFixturesBePresentForAllTime() {
    String key = key(create(ASKED), 0);
    timers.advance(Duration.ofHours(1));

    JsonNode sync =
        WireClient.connect(realtime, key).attach("persisted:fixtures").last(Action.SYNC);

    assertThat(sync.path("presence"))
        .extracting(member ->
            member.path("clientId").asText() + " " + member.path("data").asText())
        .containsExactly("text true", "bytes AAEC");
    assertThat(sync.path("presence").get(1).path("encoding").asText())
        .isEqualTo("cipher+aes-128-cbc/base64");
  }

  @Test
  void leavesNothingToDoForAnAppThatIsGone() {
    int before = timers.pending();
    JsonNode app = create(ASKED);

    rest.answer(Requests.request(
        "DELETE",
        "/apps/" + app.path("appId").asText(),
        Requests.basic(key(app, 0)),
        MissingNode.getInstance()));

    assertThat(timers.pending()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"[::1],[::1],80", "[::1]:8081,[::1],8081", "localhost,localhost,80"})
  void saysWhereItIsToBeReachedByWhateverHostItWasAsked(String host, String endpoint, int port) {
    RestReply reply = rest.answer(new RestRequest(
        RestTarget.of("POST", "/apps", Map.of()),
        Map.of("host", host),
        Optional.of(WireClient.tree("{}"))));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.body().path("endpoint").asText()).isEqualTo(endpoint);
    assertThat(reply.body().path("port").asInt()).isEqualTo(port);
  }

  @Test
  void makesAppsThatShareNothing() {
    WireClient one = WireClient.connect(realtime, key(create("{}"), 0)).attach("room");
    WireClient other = WireClient.connect(realtime, key(create("{}"), 0)).attach("room");

    one.publish(0, "room", "x");

    assertThat(one.messages()).containsExactly("x");
    assertThat(other.messages()).isEmpty();
  }

  @Test
  void letsAsManyMembersInAsAreAskedFor() {
    WireClient client = WireClient.connect(realtime, key(create(ASKED), 0)).attach("room");

    IntStream.rangeClosed(0, 250).forEach(number -> client.enter(number, "room", "m" + number));

    assertThat(client.presence()).hasSize(250);
    assertThat(client.lastError(Action.NACK)).isEqualTo(91003);
  }

  @Test
  void refusesACapabilityThatIsWrong() {
    RestReply reply = rest.answer(
        Requests.request("POST", "/apps", "", WireClient.tree("{'keys':[{'capability':'{'}]}")));

    assertThat(reply.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'keys':{}}",
        "{'keys':['all']}",
        "{'keys':[{'revocableTokens':'yes'}]}",
        "{'namespaces':[7]}",
        "{'channels':[{}]}",
        "{'channels':[{'name':'[room'}]}",
        "{'channels':[{'name':'room','presence':[{'clientId':5}]}]}",
        "{'limits':5}",
        "{'limits':{'presence':{'maxMembers':0}}}",
        "{'limits':{'presence':{'maxMembers':'many'}}}"
      })
  void refusesOtherShapes(String body) {
    RestReply reply = rest.answer(Requests.request("POST", "/apps", "", WireClient.tree(body)));

    assertThat(RestClient.code(reply)).isEqualTo(40001);
  }

  @Test
  void makesAnAppForWhoeverDoesNotSayWhereItIsReached() {
    RestRequest asked = new RestRequest(
        RestTarget.of("POST", "/apps", Map.of()), Map.of(), Optional.of(WireClient.tree("{}")));

    JsonNode app = rest.answer(asked).body();

    assertThat(app.path("appId").asText()).isNotEmpty();
    assertThat(app.has("endpoint")).isFalse();
  }

  @Test
  void keepsTheAppThatIsTheServersOwn() {
    RestReply reply = delete("app", "app.key:secret");

    assertThat(RestClient.code(reply)).isEqualTo(40300);
    assertThat(WireClient.connect(realtime, "app.key:secret").received(Action.CONNECTED))
        .hasSize(1);
  }

  @Test
  void deletesAnAppAndCutsItsClientsOff() {
    JsonNode app = create("{}");
    WireClient client = WireClient.connect(realtime, key(app, 0)).attach("room");

    RestReply reply = delete(app.path("appId").asText(), key(app, 0));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(client.lastError(Action.ERROR)).isEqualTo(40400);
    assertThat(client.isClosed()).isTrue();
    assertThat(WireClient.connect(realtime, key(app, 0)).lastError(Action.ERROR))
        .isEqualTo(40400);
  }

  @Test
  void deletesNoAppByAnothersKey() {
    JsonNode app = create("{}");
    String appId = app.path("appId").asText();
    String key = key(app, 0);

    assertThat(delete(appId, "app.key:secret").status()).isEqualTo(401);
    assertThat(delete(appId, "nonsense").status()).isEqualTo(401);
    assertThat(WireClient.connect(realtime, key).received(Action.CONNECTED)).hasSize(1);
  }

  private JsonNode create(String body) {
    return rest.answer(Requests.request("POST", "/apps", "", WireClient.tree(body)))
        .body();
  }

  private RestReply delete(String appId, String key) {
    return rest.answer(Requests.request(
        "DELETE", "/apps/" + appId, Requests.basic(key), MissingNode.getInstance()));
  }

  private static String key(JsonNode app, int index) {
    return app.path("keys").get(index).path("keyStr").asText();
  }
}
