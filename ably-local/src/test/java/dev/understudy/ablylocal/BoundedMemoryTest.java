package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
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
  void refusesAnIdOrAnEncodingThatIsLongerThanAMessage() {
    String tooLong = "y".repeat(Limits.MESSAGE_SIZE + 1);

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

  private static String frame(int messages) {
    return "{'action':15,'msgSerial':0,'channel':'room','messages':[%s]}"
        .formatted(messages(messages));
  }

  private static String messages(int number) {
    return String.join(",", Collections.nCopies(number, "{}"));
  }
}
