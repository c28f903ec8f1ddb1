package dev.understudy.ablylocal.past;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ids that publishers give their messages. */
class RecentIdsTest {
  private static final String KEY = "app.key:secret";

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), timers);
  private final WireClient client = connect();

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

  private WireClient connect() {
    return WireClient.connect(realtime, KEY);
  }
}
