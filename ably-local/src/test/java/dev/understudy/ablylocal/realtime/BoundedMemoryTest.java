package dev.understudy.ablylocal.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.auth.Keyring;
import dev.understudy.ablylocal.clients.RestClient;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.limits.Limits.Overall;
import dev.understudy.ablylocal.limits.Meter;
import dev.understudy.ablylocal.rest.RestReply;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients cannot fill the memory with, however they try. */
class BoundedMemoryTest {
  private static final String KEY = "app.key:secret";

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), timers);
  private final WireClient client = WireClient.connect(realtime, KEY);
  private final WireClient watcher = WireClient.connect(realtime, KEY).attach("room");

  @Test
  void refusesAFrameOfMoreMessagesThanAnIntervalHas() {
    client.says(frame(301));
    assertThat(client.lastError(Action.NACK)).isEqualTo(42911);

    timers.advance(Duration.ofSeconds(Meter.INTERVAL_SECONDS));
    client.says(frame(6001).replace("'msgSerial':0", "'msgSerial':1"));
    assertThat(client.lastError(Action.ERROR)).isEqualTo(42921);
    assertThat(watcher.messages()).isEmpty();
  }

  @Test
  void refusesARequestOfMoreMessagesThanAnIntervalHas() {
    RestReply reply =
        RestClient.of(realtime, KEY).post("/channels/other/messages", "[" + messages(301) + "]");

    assertThat(RestClient.code(reply)).isEqualTo(42913);
  }

  @Test
  void makesNoChannelOfAPublishThatItRefuses() {
    RestClient rest = RestClient.of(realtime, KEY);

    rest.post("/channels/other/messages", "[" + messages(301) + "]");

    assertThat(rest.get("/channels/other").body().at("/status/isActive").asBoolean(true))
        .isFalse();
  }

  @Test
  void keepsNothingOfAMessageThatAblyDoesNotKnow() {
    client.says(
        "{'action':15,'msgSerial':0,'channel':'room','messages':[{'data':'x','junk':'y'}]}");

    assertThat(watcher.messages()).containsExactly("x");
    assertThat(watcher.last(Action.MESSAGE).toString()).doesNotContain("junk");
  }

  @Test
  void keepsNothingOfANameThatIsNoText() {
    client.says(
        "{'action':15,'msgSerial':0,'channel':'room','messages':[{'data':'x','name':{'k':['large']}}]}");

    assertThat(watcher.messages()).containsExactly("x");
    assertThat(watcher.last(Action.MESSAGE).toString()).doesNotContain("large");
  }

  @Test
  void refusesAnIdOrAnEncodingThatIsLongerThanAMessage() {
    String tooLong = "y".repeat(Limits.STANDARD.sizes().bytesPerMessage() + 1);

    for (String field : new String[] {"id", "encoding"}) {
      WireClient publisher = WireClient.connect(realtime, KEY);
      publisher.says(
          "{'action':15,'msgSerial':0,'channel':'room','messages':[{'data':'x','%s':'%s'}]}"
              .formatted(field, tooLong));
      assertThat(publisher.lastError(Action.NACK)).as(field).isEqualTo(40009);
    }
  }

  @Test
  void refusesAChannelNameThatIsTooLong() {
    assertThat(client.attach("x".repeat(2048)).received(Action.ERROR)).isEmpty();

    assertThat(client.attach("x".repeat(2049)).lastError(Action.ERROR)).isEqualTo(40010);
  }

  @Test
  void forgetsAnUnusedChannelToMakeRoomForAnother() {
    Realtime small = small(new Overall(2, 100));
    WireClient publisher = WireClient.connect(small, KEY).attach("used");
    publisher.publish(0, "first", "x").publish(1, "second", "y");

    assertThat(publisher.received(Action.NACK)).isEmpty();
    assertThat(active(small, "used", "first", "second")).containsExactly("used", "second");
  }

  @Test
  void makesNoChannelWhenAllAreUsed() {
    Realtime small = small(new Overall(1, 100));
    WireClient publisher = WireClient.connect(small, KEY).attach("used").publish(0, "first", "x");

    assertThat(publisher.lastError(Action.NACK)).isEqualTo(40114);
    assertThat(publisher.attach("first").lastError(Action.ERROR)).isEqualTo(40114);
    assertThat(active(small, "used", "first")).containsExactly("used");

    publisher.says("{'action':12,'channel':'used'}").attach("first");
    assertThat(active(small, "used", "first")).containsExactly("first");
  }

  @Test
  void countsTheChannelsOfAllAppsThatAreThere() {
    Realtime small = small(new Overall(1, 100));
    RestClient maker = RestClient.ofNobody(small);
    String other = maker.post("/apps", "{}").body().at("/keys/0/keyStr").asText();
    WireClient.connect(small, other).attach("room");

    WireClient client = WireClient.connect(small, KEY).attach("room");
    assertThat(client.lastError(Action.ERROR)).isEqualTo(40114);

    RestClient.of(small, other).send("DELETE", "/apps/" + Keyring.appIdIn(other), "");
    assertThat(client.attach("room").received(Action.ATTACHED)).hasSize(1);
  }

  @Test
  void opensConnectionsAtItsPaceAndResumesAtAny() {
    Realtime small = small(new Overall(1, 1));
    WireClient first = WireClient.connect(small, KEY);
    for (int number = 1; number < Meter.INTERVAL_SECONDS; number++) {
      WireClient.connect(small, KEY);
    }

    WireClient refused = WireClient.connect(small, KEY);
    assertThat(refused.lastError(Action.ERROR)).isEqualTo(80021);
    assertThat(refused.isClosed()).isTrue();
    assertThat(WireClient.connect(small, KEY, "resume", first.connectionKey()).connectionId())
        .isEqualTo(first.connectionId());

    timers.advance(Duration.ofSeconds(Meter.INTERVAL_SECONDS));
    assertThat(WireClient.connect(small, KEY).received(Action.CONNECTED)).hasSize(1);
  }

  @Test
  void keepsTheHistoryOfAllAppsInOneBoundedMemory() {
    RestClient rest = RestClient.of(realtime, KEY);
    rest.post("/channels/early/messages", "{'data':'x'}");
    String data = "x".repeat(60_000);
    String other = rest.post("/apps", "{}").body().at("/keys/0/keyStr").asText();

    for (int number = 0; number < 700; number++) {
      RestClient.of(realtime, other)
          .post("/channels/late-" + number + "/messages", "{'data':'%s'}".formatted(data));
    }

    assertThat(rest.get("/channels/early/messages").body()).isEmpty();
    assertThat(RestClient.of(realtime, other).get("/channels/late-699/messages").body())
        .hasSize(1);
  }

  @Test
  void keepsHowFramesEndedOfAllConnectionsInOneBoundedMemory() {
    Realtime unhurried =
        new Realtime(List.of(ApiKey.parse(KEY)), timers, Limits.STANDARD.withoutRates());
    WireClient early = WireClient.connect(unhurried, KEY);
    early.publish(0, ":room", "x").publish(0, ":room", "repeated");
    WireClient late = WireClient.connect(unhurried, KEY);
    String longName = ":" + "x".repeat(1_000);

    for (int number = 0; number < 20_000; number++) {
      late.publish(number, longName, "x");
    }
    early.publish(0, ":room", "repeated late");

    late.publish(19_999, longName, "repeated");

    assertThat(early.received(Action.NACK)).hasSize(2);
    assertThat(early.received(Action.ACK)).hasSize(1);
    assertThat(late.received(Action.NACK)).hasSize(20_001);
  }

  private Realtime small(Overall overall) {
    return new Realtime(List.of(ApiKey.parse(KEY)), timers, Limits.STANDARD.withOverall(overall));
  }

  private static List<String> active(Realtime realtime, String... channels) {
    RestClient rest = RestClient.of(realtime, KEY);
    return Arrays.stream(channels)
        .filter(
            name -> rest.get("/channels/" + name).body().at("/status/isActive").asBoolean())
        .toList();
  }

  private static String frame(int messages) {
    return "{'action':15,'msgSerial':0,'channel':'room','messages':[%s]}"
        .formatted(messages(messages));
  }

  private static String messages(int number) {
    return String.join(",", Collections.nCopies(number, "{}"));
  }
}
