package dev.understudy.ablylocal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.RestClient;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.presence.PresenceAction;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is where, asked for over HTTP. */
class RestPresenceTest {
  private static final String KEY = "app.key:secret";
  private static final String PRESENCE = "/channels/room/presence";

  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), new ManualTimers());
  private final RestClient client = RestClient.of(realtime, KEY);
  private final WireClient one = WireClient.connect(realtime, KEY).attach("room");
  private final WireClient other = WireClient.connect(realtime, KEY).attach("room");

  @Test
  void areTheMembersAsASyncWouldTellThem() {
    one.enter(0, "room", "ada").enter(1, "room", "ada");

    JsonNode members = client.get(PRESENCE).body();

    one.says("{'action':16,'channel':'room'}");
    assertThat(members).isEqualTo(one.last(Action.SYNC).path("presence"));
    assertThat(members.get(0).path("action").asInt()).isEqualTo(PresenceAction.PRESENT.code());
  }

  @Test
  void areFoundByClientAndByConnection() {
    one.enter(0, "room", "ada").enter(1, "room", "bob");
    other.enter(0, "room", "ada");

    String both = "?clientId=ada&connectionId=" + other.connectionId();
    assertThat(client.get(PRESENCE + "?clientId=ada").body()).hasSize(2);
    assertThat(client.get(PRESENCE + "?connectionId=" + one.connectionId()).body())
        .hasSize(2);
    assertThat(client.get(PRESENCE + both).body()).hasSize(1);
    assertThat(client.get(PRESENCE + "?clientId=eve").body()).isEmpty();
  }

  @Test
  void areReadPageByPageThoughSomeLeaveMeanwhile() {
    one.enter(0, "room", "a").enter(1, "room", "b").enter(2, "room", "c").enter(3, "room", "d");
    RestReply first = client.get(PRESENCE + "?limit=2");

    one.says(
        "{'action':14,'msgSerial':4,'channel':'room','presence':[{'action':3,'clientId':'b'}]}");
    RestReply second = client.get(PRESENCE + next(first));

    assertThat(clientIds(first)).containsExactly("a", "b");
    assertThat(clientIds(second)).containsExactly("c", "d");
    assertThat(second.headers().get("Link")).hasSize(2);
  }

  @Test
  void countInTheDetailsOfTheChannel() {
    one.enter(0, "room", "ada").enter(1, "room", "bob");
    WireClient.connect(realtime, KEY)
        .says("{'action':10,'channel':'room','flags':%d}".formatted(1 << 18));

    JsonNode details = client.get("/channels/room").body();

    assertThat(details.path("channelId").asText()).isEqualTo("room");
    assertThat(details.at("/status/isActive").asBoolean()).isTrue();
    assertThat(details.at("/status/occupancy/metrics").toString().replace('"', '\''))
        .isEqualTo("{'connections':3,'publishers':2,'subscribers':3,'presenceConnections':2,"
            + "'presenceSubscribers':2,'presenceMembers':2,'objectPublishers':0,"
            + "'objectSubscribers':0}");
    assertThat(client.get("/channels/other").body().at("/status/isActive").asBoolean(true))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=0", "?limit=1001", "?cursor=*"})
  void areNotToldInPagesThatCannotBe(String query) {
    assertThat(RestClient.code(client.get(PRESENCE + query))).isEqualTo(40003);
  }

  @Test
  void areToldOfSeveralChannelsAtOnce() {
    one.enter(0, "room", "ada");

    JsonNode result = client.get("/presence?channels=room,:wrong,empty").body();

    assertThat(result.path("successCount").asInt()).isEqualTo(2);
    assertThat(result.path("failureCount").asInt()).isEqualTo(1);
    assertThat(result.path("results"))
        .extracting(each -> each.path("channel").asText())
        .containsExactly("room", ":wrong", "empty");
    assertThat(result.at("/results/0/presence/0/clientId").asText()).isEqualTo("ada");
    assertThat(result.at("/results/1/error/code").asInt()).isEqualTo(40010);
    assertThat(result.at("/results/2/presence")).isEmpty();
    assertThat(RestClient.code(client.get("/presence"))).isEqualTo(40003);
  }

  private static List<String> clientIds(RestReply page) {
    List<String> ids = new ArrayList<>();
    page.body().forEach(member -> ids.add(member.path("clientId").asText()));
    return ids;
  }

  private static String next(RestReply page) {
    Matcher link = Pattern.compile("<\\./presence(\\?[^>]+)>; rel=\"next\"")
        .matcher(String.join("\n", page.headers().getOrDefault("Link", List.of())));
    assertThat(link.find()).isTrue();
    return link.group(1);
  }
}
