package dev.understudy.ablylocal.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client that rewinds gets of the past. */
class RewindTest {
  private static final String KEY = "app.key:secret";

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), timers);

  @BeforeEach
  void publishOfOldAndOfLate() {
    WireClient publisher = connect().attach("room");
    publisher.publish(0, "room", "old");
    timers.advance(Duration.ofSeconds(30));
    publisher.publish(1, "room", "new").enter(2, "room", "ada");
  }

  @Test
  void replaysAsManyMessages() {
    assertThat(rewound("1").messages()).containsExactly("new");
    assertThat(rewound("5").messages()).containsExactly("old", "new");
  }

  @Test
  void replaysAsMuchTime() {
    assertThat(rewound("15s").messages()).containsExactly("new");
    assertThat(rewound("2m").messages()).containsExactly("old", "new");
  }

  @Test
  void replaysNoPresence() {
    assertThat(rewound("5").presence()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "", "-1", "1h", "1.5", "{}"})
  void refusesATextThatIsNone(String text) {
    WireClient late = rewound(text);

    assertThat(late.lastError(Action.ERROR)).isEqualTo(40003);
    assertThat(late.last(Action.ERROR).path("channel").asText()).isEqualTo("room");
    assertThat(late.received(Action.ATTACHED)).isEmpty();
  }

  @Test
  void countsEachOfTheMessagesThatWerePublishedTogether() {
    connect()
        .says(
            "{'action':15,'msgSerial':0,'channel':'room','messages':[{'data':'a'},{'data':'b'},{'data':'c'}]}");

    assertThat(rewound("1").messages()).containsExactly("c");
    assertThat(rewound("2").messages()).containsExactly("b", "c");
    assertThat(rewound("4").messages()).containsExactly("new", "a", "b", "c");
  }

  @Test
  void cutsWithinThoseThatWerePublishedTogetherAtAHundred() {
    String many = String.join(",", Collections.nCopies(60, "{'data':'x'}"));
    connect()
        .says("{'action':15,'msgSerial':0,'channel':'room','messages':[%s]}".formatted(many))
        .says("{'action':15,'msgSerial':1,'channel':'room','messages':[%s]}".formatted(many));

    WireClient late = rewound("2m");

    assertThat(late.messages()).hasSize(100);
    assertThat(late.received(Action.MESSAGE)).hasSize(2);
    assertThat(late.lastError(Action.ATTACHED)).isEqualTo(90004);
  }

  @Test
  void isTakenFromTheNameBehindOtherMetadata() {
    WireClient late = connect().attach("[some?rewind=1]room");

    assertThat(late.messages()).containsExactly("new");
    assertThat(late.last(Action.ATTACHED).path("channel").asText())
        .isEqualTo("[some?rewind=1]room");
  }

  @Test
  void replaysAHundredMessagesAtMostAndSaysSo() {
    WireClient publisher = connect();
    IntStream.range(0, 120).forEach(number -> publisher.publish(number, "room", "m" + number));

    WireClient late = rewound("2m");

    assertThat(late.messages()).hasSize(100).startsWith("m20").endsWith("m119");
    assertThat(late.lastError(Action.ATTACHED)).isEqualTo(90004);
  }

  @Test
  void rewindsNothingForAClientThatWasThereBefore() {
    connect().publish(0, "room", "newest");

    WireClient back =
        connect().says("{'action':10,'channel':'room','flags':32,'params':{'rewind':'1'}}");

    assertThat(back.messages()).isEmpty();
  }

  private WireClient rewound(String rewind) {
    return connect()
        .says("{'action':10,'channel':'room','params':{'rewind':'%s'}}".formatted(rewind));
  }

  private WireClient connect() {
    return WireClient.connect(realtime, KEY);
  }
}
