package dev.understudy.ablylocal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.RestClient;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing to several channels by one request. */
class BatchTest {
  private static final String KEY = "app.key:secret";

  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), new ManualTimers());
  private final RestClient client = RestClient.of(realtime, KEY);
  private final WireClient watcher =
      WireClient.connect(realtime, KEY).attach("a").attach("b");

  @Test
  void reachesEachChannelAndTellsOfEach() {
    RestReply reply =
        client.post("/messages", "{'channels':['a','b',':c'],'messages':{'data':'x'}}");

    JsonNode result = reply.body();
    assertThat(reply.status()).isEqualTo(201);
    assertThat(watcher.messages()).containsExactly("x", "x");
    assertThat(result.path("successCount").asInt()).isEqualTo(2);
    assertThat(result.path("failureCount").asInt()).isEqualTo(1);
    assertThat(result.at("/results/0/channel").asText()).isEqualTo("a");
    assertThat(result.at("/results/0/messageId").asText()).isNotEmpty();
    assertThat(result.at("/results/2/error/code").asInt()).isEqualTo(40010);
  }

  @Test
  void answersSeveralSpecsWithAResultEach() {
    RestReply reply = client.post(
        "/messages",
        "[{'channels':'a','messages':[{'data':'1'},{'data':'2'}]},{'channels':['b'],'messages':{'data':'3'}}]");

    assertThat(watcher.messages()).containsExactly("1", "2", "3");
    assertThat(reply.body()).hasSize(2);
    assertThat(reply.body().at("/0/results/0/serials")).hasSize(2);
  }

  @Test
  void answersAnOlderLibraryInOneListOrAsAFailure() {
    RestClient old = client.speaking("2");

    RestReply good = old.post("/messages", "{'channels':['a','b'],'messages':{'data':'x'}}");
    RestReply bad = old.post("/messages", "{'channels':['a',':b'],'messages':{'data':'x'}}");

    assertThat(good.body())
        .extracting(result -> result.path("channel").asText())
        .containsExactly("a", "b");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(RestClient.code(bad)).isEqualTo(40020);
    assertThat(bad.body().path("batchResponse")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "[7]",
        "{'channels':7,'messages':{}}",
        "{'channels':['a'],'messages':[]}",
        "{'channels':[],'messages':{}}"
      })
  void refusesWhatIsNoSpec(String body) {
    assertThat(RestClient.code(client.post("/messages", body))).isEqualTo(40001);
  }

  @Test
  void refusesMoreThanAHundredChannelsInAllSpecsTogether() {
    String names = String.join(",", Collections.nCopies(51, "'a'"));
    String spec = "{'channels':[%s],'messages':{'data':'x'}}".formatted(names);

    RestReply reply = client.post("/messages", "[%s,%s]".formatted(spec, spec));

    assertThat(RestClient.code(reply)).isEqualTo(90010);
    assertThat(watcher.messages()).isEqualTo(List.of());
  }
}
