package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attachment gets of the past, and in which order. */
class AttachingTest {
  private static final String KEY = "app.key:secret";
  private static final int HAS_PRESENCE = 1;
  private static final int HAS_BACKLOG = 2;
  private static final int RESUMED = 4;
  private static final int ALL_MODES = (15 << 16) | (1 << 21);

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), timers);
  private final WireClient client = connect();

  @Test
  void grantsAllModesAndNamesAPosition() {
    client.attach("room");

    assertThat(client.last(Action.ATTACHED).path("flags").asInt()).isEqualTo(ALL_MODES);
    assertThat(client.last(Action.ATTACHED).path("channelSerial").asText()).isNotEmpty();
    assertThat(client.received(Action.SYNC)).isEmpty();
  }

  @Test
  void takesModesFromTheParametersToo() {
    client.says("{'action':10,'channel':'room','params':{'modes':'publish,presence'}}");

    assertThat(client.last(Action.ATTACHED).path("flags").asInt()).isEqualTo(3 << 16);
    assertThat(client.last(Action.ATTACHED).path("params").path("modes").asText())
        .isEqualTo("publish,presence");
  }

  @Test
  void takesModesFromTheParametersBeforeThoseOfTheFlags() {
    client.says(
        "{'action':10,'channel':'room','flags':%d,'params':{'modes':'publish','nonsense':'x'}}"
            .formatted(1 << 18));

    assertThat(client.last(Action.ATTACHED).path("flags").asInt()).isEqualTo(1 << 17);
    assertThat(client.last(Action.ATTACHED).path("params"))
        .isEqualTo(WireClient.tree("{'modes':'publish'}"));
  }

  @Test
  void doesNotTellAgainOfParametersThatDoNothing() {
    client.says("{'action':10,'channel':'room','params':{'occupancy':'metrics','delta':'vcdiff'}}");

    assertThat(client.last(Action.ATTACHED).path("params"))
        .isEqualTo(WireClient.tree("{'delta':'vcdiff'}"));
  }

  @Test
  void takesParametersFromTheNameAndAnswersUnderIt() {
    String name = "[?rewind=1&modes=subscribe%2Cpresence]room";
    WireClient other = connect().attach("room").publish(0, "room", "old").publish(1, "room", "new");

    client.attach(name).enter(0, name, "ada");
    other.publish(2, "room", "newer");

    assertThat(client.received())
        .filteredOn(frame -> frame.has("channel"))
        .extracting(frame -> frame.path("channel").asText())
        .containsOnly(name);
    assertThat(client.messages()).containsExactly("new", "newer");
    assertThat(other.presence()).containsExactly("ENTER ada");
    assertThat(other.last(Action.PRESENCE).path("channel").asText()).isEqualTo("room");
    assertThat(client.publish(1, name, "x").lastError(Action.NACK)).isEqualTo(40160);
  }

  @Test
  void holdsAChannelUnderTwoNamesUntilBothAreDetached() {
    WireClient other = connect().attach("room");
    client.attach("room").attach("[?rewind=1]room").enter(0, "room", "ada");

    client.says("{'action':12,'channel':'[?rewind=1]room'}");
    assertThat(other.presence()).containsExactly("ENTER ada");

    client.says("{'action':12,'channel':'room'}");
    assertThat(other.presence()).containsExactly("ENTER ada", "LEAVE ada");
  }

  @Test
  void syncsTheMembersInPagesOfOneSync() {
    WireClient agent = connect().attach("room");
    IntStream.range(0, 150).forEach(number -> agent.enter(number, "room", "m" + number));

    client.attach("room");

    List<JsonNode> pages = client.received(Action.SYNC);
    assertThat(client.last(Action.ATTACHED).path("flags").asInt() & HAS_PRESENCE)
        .isEqualTo(HAS_PRESENCE);
    assertThat(pages).extracting(page -> page.path("presence").size()).containsExactly(100, 50);
    assertThat(pages.get(0).path("channelSerial").asText()).matches("[\\w-]+:\\S+");
    assertThat(pages.get(1).path("channelSerial").asText()).matches("[\\w-]+:");
    assertThat(syncId(pages.get(0))).isEqualTo(syncId(pages.get(1)));
  }

  @Test
  void syncsMembersAsTheyEntered() {
    WireClient agent = connect().attach("room").enter(0, "room", "ada");

    JsonNode member = client.attach("room").last(Action.SYNC).path("presence").get(0);

    assertThat(member.path("action").asInt()).isEqualTo(PresenceAction.PRESENT.code());
    assertThat(member.path("id").asText()).isEqualTo(agent.connectionId() + ":0:0");
    assertThat(member.path("connectionId").asText()).isEqualTo(agent.connectionId());
    assertThat(member.path("timestamp").asLong()).isEqualTo(timers.now().toEpochMilli());
    assertThat(member.path("data").asText()).isEqualTo("of ada");
  }

  @Test
  void syncsOnRequestThoughNobodyIsThere() {
    client.attach("room").says("{'action':16,'channel':'room'}");

    assertThat(client.last(Action.SYNC).path("presence").isArray()).isTrue();
    assertThat(client.last(Action.SYNC).path("presence")).isEmpty();
  }

  @Test
  void tellsAConnectionOfItsOwnMembersWhateverItsModes() {
    int presenceOnly = 1 << 16;
    client
        .says("{'action':10,'channel':'room','flags':%d}".formatted(presenceOnly))
        .enter(0, "room", "ada");
    connect().attach("room").enter(0, "room", "bob");

    assertThat(client.presence()).containsExactly("ENTER ada");
  }

  @Test
  void keepsOwnMessagesFromAClientThatWantsNoEcho() {
    WireClient silent =
        connect("echo", "false").attach("room").enter(0, "room", "ada").publish(1, "room", "own");
    connect().publish(0, "room", "other");

    assertThat(silent.messages()).containsExactly("other");
    assertThat(silent.presence()).containsExactly("ENTER ada");
  }

  @Nested
  class AfterALoss {
    private final WireClient publisher = connect().attach("room");

    AfterALoss() {
      client.attach("room");
      publisher.publish(0, "room", "seen");
      client.vanish();
    }

    @Test
    void replaysWhatWasMissedAndNothingElse() {
      publisher.publish(1, "room", "missed").enter(2, "room", "ada");

      WireClient again = reattach();

      assertThat(again.messages()).containsExactly("missed");
      assertThat(again.presence()).containsExactly("ENTER ada");
      assertThat(again.last(Action.ATTACHED).path("flags").asInt())
          .isEqualTo(ALL_MODES | HAS_PRESENCE | HAS_BACKLOG | RESUMED);
      assertThat(actions(again))
          .containsExactly(
              Action.CONNECTED, Action.ATTACHED, Action.MESSAGE, Action.PRESENCE, Action.SYNC);
    }

    @Test
    void isContinuousThoughNothingHappened() {
      assertThat(reattach().last(Action.ATTACHED).path("flags").asInt())
          .isEqualTo(ALL_MODES | RESUMED);
    }

    @Test
    void syncsAnEmptySetIfTheLastMemberWasMissedLeaving() {
      publisher.enter(1, "room", "ada").says("{'action':7}");

      assertThat(actions(reattach())).endsWith(Action.PRESENCE, Action.PRESENCE, Action.SYNC);
    }

    @Test
    void saysWhatIsMissingAfterTwoMinutes() {
      publisher.publish(1, "room", "missed");
      timers.advance(Duration.ofSeconds(121));

      WireClient again = reattach();

      assertThat(again.lastError(Action.ATTACHED)).isEqualTo(90003);
      assertThat(again.last(Action.ATTACHED).path("flags").asInt()).isEqualTo(ALL_MODES);
      assertThat(again.messages()).isEmpty();
    }

    private WireClient reattach() {
      String serial = client.last(Action.MESSAGE).path("channelSerial").asText();
      return connect("resume", client.connectionKey())
          .says("{'action':10,'channel':'room','channelSerial':'%s'}".formatted(serial));
    }
  }

  @Nested
  class WithRewind {
    WithRewind() {
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
  }

  @Nested
  class WithIdsOfThePublisher {
    @Test
    void deliversEachOnceWithinTwoMinutes() {
      client.attach("room");
      connect().says(withId("x1", "first"));
      WireClient again = connect().says(withId("x1", "again"));
      timers.advance(Duration.ofSeconds(121));
      connect().says(withId("x1", "much later"));

      assertThat(client.messages()).containsExactly("first", "much later");
      assertThat(client.last(Action.MESSAGE).path("messages").get(0).path("id").asText())
          .isEqualTo("x1");
      assertThat(again.last(Action.ACK).path("res").get(0).path("serials").get(0))
          .isEqualTo(
              client.received(Action.MESSAGE).get(0).path("messages").get(0).path("serial"));
    }

    private static String withId(String id, String data) {
      return "{'action':15,'msgSerial':0,'channel':'room','messages':[{'id':'%s','data':'%s'}]}"
          .formatted(id, data);
    }
  }

  private static List<Action> actions(WireClient client) {
    List<Action> actions = new ArrayList<>();
    client
        .received()
        .forEach(frame -> actions.add(Action.of(frame.path("action").asInt()).orElseThrow()));
    return actions;
  }

  private static String syncId(JsonNode page) {
    String serial = page.path("channelSerial").asText();
    return serial.substring(0, serial.indexOf(':'));
  }

  private WireClient connect(String... query) {
    return WireClient.connect(realtime, KEY, query);
  }
}
