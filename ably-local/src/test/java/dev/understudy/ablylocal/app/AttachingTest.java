package dev.understudy.ablylocal.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import org.junit.jupiter.api.Test;

/** What an attachment is granted, what it is told under which name, and what it is told of its own. */
class AttachingTest {
  private static final String KEY = "app.key:secret";
  private static final int ALL_MODES = (15 << 16) | (1 << 21);

  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), new ManualTimers());
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

  private WireClient connect(String... query) {
    return WireClient.connect(realtime, KEY, query);
  }
}
