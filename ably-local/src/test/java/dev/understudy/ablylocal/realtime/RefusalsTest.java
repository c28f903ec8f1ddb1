package dev.understudy.ablylocal.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input is answered with Ably's code, and the others never notice. */
class RefusalsTest {
  private static final String KEY = "app.key:secret";

  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), new ManualTimers());
  private final WireClient watcher = connect().attach("room");
  private final WireClient client = connect();

  @AfterEach
  void serveTheOthers() {
    connect().publish(0, "room", "still here");

    assertThat(watcher.messages()).endsWith("still here");
  }

  @Test
  void ofAWrongSecretEndInAnErrorAndAClose() {
    WireClient wrong = WireClient.connect(realtime, "app.key:wrong");

    assertThat(wrong.received()).hasSize(1);
    assertThat(wrong.lastError(Action.ERROR)).isEqualTo(40101);
    assertThat(wrong.isClosed()).isTrue();
  }

  @Test
  void ofAnotherApplicationSayThatItIsUnknown() {
    assertThat(WireClient.connect(realtime, "elsewhere.key:secret").lastError(Action.ERROR))
        .isEqualTo(40400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":room", "[room", "ro\\nom"})
  void ofAChannelNameNameTheChannelAndKeepTheConnection(String name) {
    client.attach(name).attach("room");

    assertThat(client.lastError(Action.ERROR)).isEqualTo(40010);
    assertThat(client.last(Action.ERROR).path("channel").asText())
        .isEqualTo(name.replace("\\n", "\n"));
    assertThat(client.last(Action.ATTACHED).path("channel").asText()).isEqualTo("room");
  }

  @Test
  void ofAPublishToSuchAChannelAreNacks() {
    assertThat(client.publish(0, ":room", "x").lastError(Action.NACK)).isEqualTo(40010);
  }

  @Test
  void ofALongNameRepeatNotAllOfIt() {
    client.attach("[" + "😀".repeat(100_000));

    assertThat(client.lastError(Action.ERROR)).isEqualTo(40010);
    assertThat(client.last(Action.ERROR).path("error").path("message").asText())
        .startsWith("invalid channel name: [😀")
        .hasSizeLessThan(2048)
        .endsWith("😀…");
  }

  @Test
  void ofTheChannelAfterTheLastNameIt() {
    IntStream.range(0, Limits.STANDARD.sizes().channelsPerConnection())
        .forEach(number -> client.attach("c" + number));

    client.attach("one more").attach("c7");

    assertThat(client.received(Action.ERROR)).hasSize(1);
    assertThat(client.lastError(Action.ERROR)).isEqualTo(90010);
    assertThat(client.received(Action.ATTACHED))
        .hasSize(Limits.STANDARD.sizes().channelsPerConnection() + 1);
  }

  @Test
  void ofTheMemberAfterTheLastTakeNobody() {
    client.attach("room");
    IntStream.range(0, Limits.STANDARD.sizes().membersPerChannel())
        .forEach(number -> client.enter(number, "room", "m" + number));

    client.enter(200, "room", "one more").enter(201, "room", "m7");

    assertThat(client.received(Action.NACK)).hasSize(1);
    assertThat(client.lastError(Action.NACK)).isEqualTo(91003);
    assertThat(watcher.presence())
        .hasSize(Limits.STANDARD.sizes().membersPerChannel() + 1)
        .endsWith("UPDATE m7");
  }

  @Test
  void ofPresenceThatIsTooLargeTakeNothingOfTheFrame() {
    client.attach("room");

    client.says(presence(
        "{'action':2,'clientId':'small','data':'x'},{'action':2,'clientId':'ada','data':'%s'}"
            .formatted("x".repeat(65_536))));

    assertThat(client.lastError(Action.NACK)).isEqualTo(40009);
    assertThat(client.last(Action.NACK).path("error").path("message").asText())
        .contains("65539")
        .contains("65536");
    assertThat(watcher.presence()).isEmpty();
  }

  @Test
  void ofMessagesThatAreTooLargeTogetherTakeNoneOfThem() {
    String half = "{'data':'%s'}".formatted("x".repeat(40_000));

    client.says("{'action':15,'channel':'room','messages':[%s,%s]}".formatted(half, half));

    assertThat(client.lastError(Action.NACK)).isEqualTo(40009);
    assertThat(watcher.messages()).isEmpty();
  }

  @Test
  void ofPresenceWithoutAnAttachmentSaySo() {
    client.enter(0, "room", "ada");

    assertThat(client.last(Action.NACK).path("error").path("message").asText())
        .isEqualTo("Unable to perform operation on channel: room (not currently attached)");
  }

  @Test
  void ofPresenceThatDoesNotSayWhichClientItIsOf() {
    assertThat(client.attach("room").says(presence("{'action':2}")).lastError(Action.NACK))
        .isEqualTo(40012);
  }

  @Test
  void ofActingAsAnotherClient() {
    WireClient ada = WireClient.connect(realtime, KEY, "clientId", "ada").attach("room");

    assertThat(ada.enter(0, "room", "bob").lastError(Action.NACK)).isEqualTo(40012);
    assertThat(
            ada.says("{'action':15,'msgSerial':1,'channel':'room','messages':[{'clientId':'bob'}]}")
                .lastError(Action.NACK))
        .isEqualTo(40012);
    assertThat(ada.received(Action.ACK)).isEmpty();
  }

  @Test
  void ofClientIdsThatAreNoTexts() {
    WireClient ada = WireClient.connect(realtime, KEY, "clientId", "ada").attach("room");

    ada.says(presence("{'action':2,'clientId':5}"))
        .says("{'action':15,'msgSerial':1,'channel':'room','messages':[{'clientId':5}]}");

    assertThat(ada.received(Action.NACK)).hasSize(2);
    assertThat(ada.lastError(Action.NACK)).isEqualTo(40012);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*"})
  void ofClientIdsThatAreNobodys(String clientId) {
    client.enter(0, "room", clientId).attach("room").enter(1, "room", clientId);

    assertThat(client.received(Action.NACK)).hasSize(2);
    assertThat(client.lastError(Action.NACK)).isEqualTo(40012);
  }

  @Test
  void ofAnotherConnectionsId() {
    client.attach("room").says(presence("{'action':2,'clientId':'ada','connectionId':'other'}"));

    assertThat(client.lastError(Action.NACK)).isEqualTo(40006);
  }

  @Test
  void ofDataThatIsNeitherTextNorBinary() {
    client.attach("room").says(presence("{'action':2,'clientId':'ada','data':7}"));

    assertThat(client.lastError(Action.NACK)).isEqualTo(40013);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, -1})
  void ofPresenceActionsThatAreNoRequests(int action) {
    client.attach("room").says(presence("{'action':%d,'clientId':'ada'}".formatted(action)));

    assertThat(client.lastError(Action.NACK)).isEqualTo(40000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[meta]log", "[meta]channel.lifecycle", "[meta?rewind=1]log"})
  void ofMetachannelsSayThatThereAreNone(String name) {
    client.attach(name).publish(0, name, "x");

    assertThat(client.lastError(Action.ERROR)).isEqualTo(40000);
    assertThat(client.lastError(Action.NACK)).isEqualTo(40000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'flags':16777216",
        "'flags':33554432",
        "'flags':4194304",
        "'params':{'modes':'object_subscribe'}",
        "'params':{'modes':'annotation_subscribe,nonsense'}"
      })
  void ofModesThatThereAreNotGrantNothingInstead(String asked) {
    client.says("{'action':10,'channel':'room',%s}".formatted(asked));

    assertThat(client.lastError(Action.ERROR)).isEqualTo(40000);
    assertThat(client.received(Action.ATTACHED)).isEmpty();
  }

  @Test
  void ofModesThatThereAreNotLeaveTheOthers() {
    int subscribeAndObjects = 1 << 18 | 3 << 24 | 1 << 22;

    client.says("{'action':10,'channel':'room','flags':%d}".formatted(subscribeAndObjects));

    assertThat(client.last(Action.ATTACHED).path("flags").asInt()).isEqualTo(1 << 18);
  }

  @Test
  void ofModesThatWereNotAskedFor() {
    int subscribeOnly = 1 << 18;
    client.says("{'action':10,'channel':'room','flags':%d}".formatted(subscribeOnly));

    assertThat(client.last(Action.ATTACHED).path("flags").asInt()).isEqualTo(subscribeOnly);
    assertThat(client.enter(0, "room", "ada").lastError(Action.NACK)).isEqualTo(40165);
    assertThat(client.publish(1, "room", "x").lastError(Action.NACK)).isEqualTo(40160);
  }

  @ParameterizedTest
  @CsvSource({"ANNOTATION, 93002", "OBJECT, 40000"})
  void ofWhatIsNotSupportedAreNacksToo(Action action, int code) {
    client.says("{'action':%d,'channel':'room','msgSerial':0}".formatted(action.code()));

    assertThat(client.lastError(Action.NACK)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void ofUpdatesAndDeletesOfAMessageSayThatItCannotChange(int action) {
    client.says(
        "{'action':15,'channel':'room','messages':[{'action':%d,'serial':'s'}]}".formatted(action));

    assertThat(client.lastError(Action.NACK)).isEqualTo(93002);
    assertThat(watcher.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "[]", "{'action'"})
  void ofWhatCannotBeReadEndThatConnection(String text) {
    client.says(text);

    assertThat(client.lastError(Action.ERROR)).isEqualTo(40000);
    assertThat(client.isClosed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"MESSAGE", "PRESENCE", "OBJECT", "ANNOTATION"})
  void ofANegativeMsgSerialEndThatConnection(Action action) {
    client.attach("room").says("""
        {'action':%d,'msgSerial':-1,'channel':'room','messages':[{'data':'x'}],
         'presence':[{'action':2,'clientId':'ada'}]}\
        """.formatted(action.code()));

    assertThat(client.lastError(Action.ERROR)).isEqualTo(40000);
    assertThat(client.last(Action.ERROR).path("error").path("message").asText()).contains("-1");
    assertThat(client.isClosed()).isTrue();
    assertThat(client.received(Action.ACK)).isEmpty();
    assertThat(watcher.messages()).isEmpty();
    assertThat(watcher.presence()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{'action':99}", "{'action':'x'}", "{'action':null}", "{'action':4}"})
  void areNotOwedToWhatAsksForNothing(String frame) {
    int before = client.received().size();

    client.says(frame);

    assertThat(client.received()).hasSize(before);
  }

  private static String presence(String entries) {
    return "{'action':14,'msgSerial':0,'channel':'room','presence':[%s]}".formatted(entries);
  }

  private WireClient connect() {
    return WireClient.connect(realtime, KEY);
  }
}
