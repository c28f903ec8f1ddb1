package dev.understudy.ablylocal.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.presence.PresenceAction;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How an attachment is told who is present. */
class SyncTest {
  private static final String KEY = "app.key:secret";
  private static final int HAS_PRESENCE = 1;

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), timers);
  private final WireClient client = connect();

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

  private static String syncId(JsonNode page) {
    String serial = page.path("channelSerial").asText();
    return serial.substring(0, serial.indexOf(':'));
  }

  private WireClient connect() {
    return WireClient.connect(realtime, KEY);
  }
}
