package dev.understudy.ablylocal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.RestClient;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over HTTP, without sockets and clocks. */
class RestPublishingTest {
  private static final String KEY = "app.key:secret";
  private static final String MESSAGES = "/channels/room/messages";

  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), new ManualTimers());
  private final WireClient watcher = WireClient.connect(realtime, KEY).attach("room");
  private final RestClient client = RestClient.of(realtime, KEY);

  @Test
  void reachesSubscribersAndSaysWhereItStands() {
    RestReply reply = client.post(MESSAGES, "{'name':'n','data':'x','extras':{'headers':{'a':1}}}");

    JsonNode told = watcher.last(Action.MESSAGE).path("messages").get(0);
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.body().path("channel").asText()).isEqualTo("room");
    assertThat(reply.body().path("messageId").asText() + ":0")
        .isEqualTo(told.path("id").asText());
    assertThat(reply.body().path("serials").get(0)).isEqualTo(told.path("serial"));
    assertThat(told.path("extras").toString()).isEqualTo("{\"headers\":{\"a\":1}}");
    assertThat(told.has("connectionId") || told.has("clientId")).isFalse();
  }

  @Test
  void takesSeveralAtOnceInOneFrame() {
    RestReply reply = client.post(MESSAGES, "[{'data':'a'},{'data':'b'}]");

    assertThat(watcher.messages()).containsExactly("a", "b");
    assertThat(watcher.received(Action.MESSAGE)).hasSize(1);
    assertThat(reply.body().path("serials")).hasSize(2);
  }

  @Test
  void takesAnIdOnceAndAnswersTheSameAgain() {
    RestReply first =
        client.post(MESSAGES, "[{'id':'abc:0','data':'a'},{'id':'abc:1','data':'b'}]");
    RestReply again =
        client.post(MESSAGES, "[{'id':'abc:0','data':'a'},{'id':'abc:1','data':'b'}]");

    assertThat(watcher.messages()).containsExactly("a", "b");
    assertThat(first.body().path("messageId").asText()).isEqualTo("abc");
    assertThat(again.body()).isEqualTo(first.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'id':''}]",
        "[{'id':5}]",
        "[{'id':'abc'},{'id':'abc'}]",
        "[{'id':'abc:0'},{'id':'abd:1'}]",
        "[{'id':'abc:1'},{'id':'abc:0'}]",
        "[{'id':'abc:1'},{'id':'abc:2'}]",
        "[{'id':'abc:0'},{}]",
        "[{},{'id':'abc:1'}]",
        "[{'id':':0'},{'id':':1'}]"
      })
  void refusesIdsThatDoNotCountTogether(String messages) {
    watcher.says("{'action':15,'msgSerial':0,'channel':'room','messages':%s}".formatted(messages));

    assertThat(RestClient.code(client.post(MESSAGES, messages))).isEqualTo(40031);
    assertThat(watcher.lastError(Action.NACK)).isEqualTo(40031);
    assertThat(watcher.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "[]",
        "{'mine':1}",
        "{'push':'x'}",
        "{'headers':'x'}",
        "{'headers':[]}",
        "{'headers':{'a':{}}}",
        "{'headers':{'a':[1]}}"
      })
  void refusesExtrasThatAreNotAblys(String extras) {
    RestReply reply = client.post(MESSAGES, "{'extras':%s}".formatted(extras));

    assertThat(RestClient.code(reply)).isEqualTo(40032);
    assertThat(watcher.messages()).isEmpty();
  }

  @Test
  void takesExtrasThatAre() {
    String extras =
        "{'headers':{'a':1,'b':'x','c':true,'d':null},'ref':{'type':'t','timeserial':'0'},"
            + "'push':{'notification':{'title':'t'}},'ephemeral':true}";

    client.post(MESSAGES, "{'data':'x','extras':%s}".formatted(extras));

    assertThat(watcher.last(Action.MESSAGE).path("messages").get(0).path("extras"))
        .isEqualTo(WireClient.tree(extras));
  }

  @Test
  void findsAChannelWhoseNameIsEncoded() {
    WireClient other = WireClient.connect(realtime, KEY).attach("a/b + ü");

    client.post("/channels/a%2Fb%20+%20%C3%BC/messages?quickAck=true", "{'data':'x'}");

    assertThat(other.messages()).containsExactly("x");
  }

  @Test
  void turnsAnObjectIntoTextAndSaysSo() {
    client.post(MESSAGES, "{'data':{'k':1}}");

    JsonNode told = watcher.last(Action.MESSAGE).path("messages").get(0);
    assertThat(told.path("data").asText()).isEqualTo("{\"k\":1}");
    assertThat(told.path("encoding").asText()).isEqualTo("json");
  }

  @Test
  void bearsTheClientThatThePublisherIsOrNames() {
    client.as("ada").post(MESSAGES, "{'data':'x'}");
    client.post(MESSAGES, "{'data':'x','clientId':'bob'}");

    assertThat(watcher.received(Action.MESSAGE))
        .extracting(frame -> frame.path("messages").get(0).path("clientId").asText())
        .containsExactly("ada", "bob");
    assertThat(RestClient.code(client.as("ada").post(MESSAGES, "{'clientId':'bob'}")))
        .isEqualTo(40012);
  }

  @Test
  void isRefusedIfItCannotBeToldWhoseItIs() {
    RestClient nobody = client.with("x-ably-clientid", "%");

    assertThat(RestClient.code(nobody.post(MESSAGES, "{'data':'x'}"))).isEqualTo(40004);
    assertThat(RestClient.code(client.post(MESSAGES, "{'clientId':5}"))).isEqualTo(40012);
    assertThat(RestClient.code(client.post(MESSAGES, "{'connectionId':5}"))).isEqualTo(40006);
    assertThat(RestClient.code(client.post(MESSAGES, "{'connectionKey':5}"))).isEqualTo(40006);
    assertThat(watcher.messages()).isEmpty();
  }

  @Test
  void countsAsAConnectionsOwnIfItBearsItsKey() {
    WireClient ada =
        WireClient.connect(realtime, KEY, "clientId", "ada", "echo", "false").attach("room");

    client.post(MESSAGES, "{'data':'x','connectionKey':'%s'}".formatted(ada.connectionKey()));

    JsonNode told = watcher.last(Action.MESSAGE).path("messages").get(0);
    assertThat(told.path("connectionId").asText()).isEqualTo(ada.connectionId());
    assertThat(told.path("clientId").asText()).isEqualTo("ada");
    assertThat(told.has("connectionKey")).isFalse();
    assertThat(ada.messages()).isEmpty();
    assertThat(RestClient.code(client.post(MESSAGES, "{'connectionKey':'guess!x-0'}")))
        .isEqualTo(40006);
  }

  @Test
  void refusesWhatIsTooLarge() {
    RestReply reply = client.post(MESSAGES, "{'data':'%s'}".formatted("x".repeat(65_537)));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.headers()).containsEntry("X-Ably-Errorcode", List.of("40009"));
    assertThat(reply.headers().get("X-Ably-Errormessage"))
        .containsExactly(reply.body().path("error").path("message").asText());
    assertThat(reply.body().path("error").path("href").asText()).endsWith("/40009");
    assertThat(watcher.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "7", "[]", "[7]", "null", "'text'"})
  void refusesWhatIsNoMessage(String body) {
    assertThat(RestClient.code(client.post(MESSAGES, body))).isEqualTo(40001);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "json"})
  void refusesWhatDoesNotSayThatItIsOne(String type) {
    RestReply reply = client.with("content-type", type).post(MESSAGES, "{'data':'x'}");

    assertThat(RestClient.code(reply)).isEqualTo(40013);
    assertThat(reply.status()).isEqualTo(415);
    assertThat(watcher.messages()).isEmpty();
  }

  @Test
  void takesOneThatSaysItWithItsCharset() {
    client.with("content-type", "Application/JSON; charset=utf-8").post(MESSAGES, "{'data':'x'}");

    assertThat(watcher.messages()).containsExactly("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":room", "%5Broom", "ro%0Aom"})
  void refusesChannelsThatCannotBe(String name) {
    assertThat(RestClient.code(client.post("/channels/" + name + "/messages", "{}")))
        .isEqualTo(40010);
  }

  @Test
  void refusesUpdatesOfAMessage() {
    assertThat(RestClient.code(client.post(MESSAGES, "{'action':1,'serial':'s'}")))
        .isEqualTo(93002);
  }

  @Test
  void letsNobodyInWithoutTheKey() {
    RestReply none = RestClient.ofNobody(realtime).post(MESSAGES, "{'data':'x'}");
    RestReply wrong = RestClient.of(realtime, "app.key:wrong").post(MESSAGES, "{'data':'x'}");

    assertThat(List.of(none.status(), wrong.status())).containsOnly(401);
    assertThat(RestClient.code(wrong)).isEqualTo(40101);
    assertThat(watcher.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/channels", "/elsewhere", "/channels/room/other"})
  void knowsNoOtherPaths(String path) {
    assertThat(RestClient.code(client.post(path, "{}"))).isEqualTo(40400);
  }
}
