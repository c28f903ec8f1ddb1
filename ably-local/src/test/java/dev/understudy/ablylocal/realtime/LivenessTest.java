package dev.understudy.ablylocal.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private static final String KEY = "app.key:secret";

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), timers);

  @Test
  void showsAnIdleClientThatTheServerIsThere() {
    WireClient client = connect("heartbeatInterval", "5000");

    answerPingsFor(client, 60);

    assertThat(client.pings()).isEqualTo(12);
    assertThat(client.received(Action.HEARTBEAT)).hasSize(12);
    assertThat(client.isSevered()).isFalse();
  }

  @Test
  void sendsPingsAloneToAClientThatSeesThem() {
    WireClient client = connect("heartbeats", "false", "heartbeatInterval", "15000");

    answerPingsFor(client, 60);

    assertThat(client.pings()).isEqualTo(4);
    assertThat(client.received(Action.HEARTBEAT)).isEmpty();
  }

  @Test
  void tellsTheClientHowLongItMayBeSilent() {
    assertThat(connect("heartbeatInterval", "7000")
            .last(Action.CONNECTED)
            .path("connectionDetails")
            .path("maxIdleInterval")
            .asLong())
        .isEqualTo(7000);
  }

  @Test
  void dropsASilentClientAndKeepsItsMembersFromThenOn() {
    WireClient watcher = connect().attach("room");
    WireClient silent = connect("heartbeatInterval", "5000", "remainPresentFor", "4000")
        .attach("room")
        .enter(0, "room", "ada");

    timers.advance(Duration.ofMillis(14_999));
    assertThat(silent.isSevered()).isFalse();
    timers.advance(Duration.ofMillis(1));
    assertThat(silent.isSevered()).isTrue();
    timers.advance(Duration.ofMillis(3_999));
    assertThat(watcher.presence()).containsExactly("ENTER ada");
    timers.advance(Duration.ofMillis(1));
    assertThat(watcher.presence()).containsExactly("ENTER ada", "LEAVE ada");
  }

  @Test
  void answersAHeartbeatWithItsId() {
    WireClient client = connect().says("{'action':0,'id':'ping-1'}");

    assertThat(client.last(Action.HEARTBEAT).path("id").asText()).isEqualTo("ping-1");
  }

  private void answerPingsFor(WireClient client, int seconds) {
    for (int second = 0; second < seconds; second++) {
      timers.advance(Duration.ofSeconds(1));
      client.pong();
    }
  }

  private WireClient connect(String... query) {
    return WireClient.connect(realtime, KEY, query);
  }
}
