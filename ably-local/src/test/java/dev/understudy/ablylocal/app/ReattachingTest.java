package dev.understudy.ablylocal.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client that was cut off is told of what it missed, and in which order. */
class ReattachingTest {
  private static final String KEY = "app.key:secret";
  private static final int HAS_PRESENCE = 1;
  private static final int HAS_BACKLOG = 2;
  private static final int RESUMED = 4;
  private static final int ALL_MODES = (15 << 16) | (1 << 21);

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), timers);
  private final WireClient client = connect().attach("room");
  private final WireClient publisher = connect().attach("room").publish(0, "room", "seen");

  @BeforeEach
  void cutOff() {
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

  private static List<Action> actions(WireClient client) {
    List<Action> actions = new ArrayList<>();
    client
        .received()
        .forEach(frame -> actions.add(Action.of(frame.path("action").asInt()).orElseThrow()));
    return actions;
  }

  private WireClient connect(String... query) {
    return WireClient.connect(realtime, KEY, query);
  }
}
