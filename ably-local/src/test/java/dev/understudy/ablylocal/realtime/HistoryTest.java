package dev.understudy.ablylocal.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.RestClient;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.limits.Limits;
import dev.understudy.ablylocal.rest.RestReply;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The past of a channel, asked for over HTTP, with a clock in the test's hand. */
class HistoryTest {
  private static final String KEY = "app.key:secret";
  private static final String MESSAGES = "/channels/room/messages";

  private final ManualTimers timers = new ManualTimers();
  private final Realtime realtime =
      new Realtime(List.of(ApiKey.parse(KEY)), timers, Limits.STANDARD.withoutRates());
  private final RestClient client = RestClient.of(realtime, KEY);
  private final WireClient publisher = WireClient.connect(realtime, KEY).attach("room");

  @Test
  void tellsTheNewestFirstWithAllThatSubscribersWereTold() {
    publish("a", "b");

    RestReply page = client.get(MESSAGES);

    assertThat(RestClient.data(page)).containsExactly("b", "a");
    assertThat(page.body().get(0))
        .isEqualTo(publisher.last(Action.MESSAGE).path("messages").get(0));
    assertThat(client.get("/channels/room/history").body()).isEqualTo(page.body());
  }

  @Test
  void hasNoPageBehindACursorOfSomethingElse() {
    assertThat(RestClient.code(client.get(MESSAGES + "?cursor=YWRh"))).isEqualTo(40003);
  }

  @ParameterizedTest
  @ValueSource(strings = {"forwards", "backwards"})
  void isReadPageByPage(String direction) {
    publish("a", "b", "c", "d", "e");

    List<List<String>> pages = walk(MESSAGES + "?limit=2&direction=" + direction);

    assertThat(pages)
        .isEqualTo(
            direction.equals("forwards")
                ? List.of(List.of("a", "b"), List.of("c", "d"), List.of("e"))
                : List.of(List.of("e", "d"), List.of("c", "b"), List.of("a")));
  }

  @Test
  void staysInPlaceWhileItGrows() {
    publish("a", "b", "c");
    String next = link(client.get(MESSAGES + "?limit=2"), "next").orElseThrow();

    publish("d", "e");

    assertThat(RestClient.data(client.get(next))).containsExactly("a");
  }

  @Test
  void linksToItsFirstAndCurrentPageWithoutCredentials() {
    publish("a", "b", "c");
    RestReply first = client.get(MESSAGES + "?limit=1&key=" + KEY);

    RestReply second = client.get(link(first, "next").orElseThrow());

    assertThat(client.get(link(second, "first").orElseThrow()).body()).isEqualTo(first.body());
    assertThat(client.get(link(second, "current").orElseThrow()).body()).isEqualTo(second.body());
    assertThat(first.headers().toString()).doesNotContain("secret");
  }

  @Test
  void hasAHundredOnAPageUnlessMoreAreAskedFor() {
    IntStream.range(0, 1001).forEach(number -> publisher.publish(number, "room", "m" + number));

    assertThat(client.get(MESSAGES).body()).hasSize(100);
    assertThat(client.get(MESSAGES + "?limit=1000").body()).hasSize(1000);
  }

  @Test
  void isKeptForTwoMinutesOrADayWhereItIsPersisted() {
    client.post(MESSAGES, "{'data':'recent'}");
    client.post("/channels/persisted:room/messages", "{'data':'kept'}");

    timers.advance(Duration.ofSeconds(121));
    assertThat(RestClient.data(client.get(MESSAGES))).isEmpty();
    assertThat(RestClient.data(client.get("/channels/persisted:room/messages")))
        .containsExactly("kept");

    timers.advance(Duration.ofHours(24));
    assertThat(RestClient.data(client.get("/channels/persisted:room/messages"))).isEmpty();
  }

  @Test
  void isToldFromStartToEndBothIncluded() {
    long from = timers.now().toEpochMilli();
    for (String data : List.of("0", "1", "2", "3")) {
      client.post(MESSAGES, "{'data':'%s'}".formatted(data));
      timers.advance(Duration.ofMillis(1));
    }

    String span = MESSAGES + "?start=%d&end=%d".formatted(from + 1, from + 2);
    assertThat(RestClient.data(client.get(span))).containsExactly("2", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"from_serial", "fromSerial"})
  void endsWhereAnAttachmentBegan(String param) {
    publish("before", "too");
    WireClient late = WireClient.connect(realtime, KEY).attach("room");
    publish("after");

    String serial = late.last(Action.ATTACHED).path("channelSerial").asText();

    assertThat(RestClient.data(client.get(MESSAGES + "?" + param + "=" + serial)))
        .containsExactly("too", "before");
    assertThat(RestClient.code(client.get(MESSAGES + "?" + param + "=elsewhere")))
        .isEqualTo(40003);
  }

  @Test
  void ofPresenceTellsItAsItWasBroadcast() {
    publisher.enter(0, "room", "ada").enter(1, "room", "ada").says("{'action':7}");

    RestReply page = client.get("/channels/room/presence/history?direction=forwards");

    assertThat(page.body())
        .extracting(entry -> entry.path("action").asInt())
        .containsExactly(2, 4, 3);
    assertThat(page.body()).allSatisfy(entry -> {
      assertThat(entry.path("clientId").asText()).isEqualTo("ada");
      assertThat(entry.path("data").asText()).isEqualTo("of ada");
    });
  }

  @Test
  void ofAChannelThatNobodyUsedIsEmptyAndMakesNoChannel() {
    RestReply page = client.get("/channels/other/messages");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEmpty();
    assertThat(link(page, "next")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, 40003",
    "limit=1001, 40003",
    "limit=x, 40003",
    "direction=sideways, 40003",
    "start=yesterday, 40003",
    "end=-1, 40003",
    "start=2&end=1, 40003",
    "cursor=*, 40003"
  })
  void refusesWhatIsNoPartOfAnyPast(String query, int code) {
    assertThat(RestClient.code(client.get(MESSAGES + "?" + query))).isEqualTo(code);
  }

  private void publish(String... data) {
    for (String each : data) {
      client.post(MESSAGES, "{'data':'%s'}".formatted(each));
    }
  }

  private List<List<String>> walk(String path) {
    List<List<String>> pages = new ArrayList<>();
    for (Optional<String> at = Optional.of(path); at.isPresent(); ) {
      RestReply page = client.get(at.get());
      pages.add(RestClient.data(page));
      at = link(page, "next");
    }
    return pages;
  }

  /** The link of that kind, which is relative, as a path. */
  private static Optional<String> link(RestReply page, String rel) {
    Pattern shape = Pattern.compile("<\\./messages(\\?.+)>; rel=\"" + rel + "\"");
    return page.headers().getOrDefault("Link", List.of()).stream()
        .map(shape::matcher)
        .filter(Matcher::matches)
        .map(matcher -> MESSAGES + matcher.group(1))
        .findFirst();
  }
}
