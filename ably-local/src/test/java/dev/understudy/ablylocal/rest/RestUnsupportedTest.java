package dev.understudy.ablylocal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.auth.ApiKey;
import dev.understudy.ablylocal.clients.RestClient;
import dev.understudy.ablylocal.realtime.Realtime;
import dev.understudy.ablylocal.time.ManualTimers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Ably has and this server has not. */
class RestUnsupportedTest {
  private static final String KEY = "app.key:secret";

  private final Realtime realtime = new Realtime(ApiKey.parse(KEY), new ManualTimers());
  private final RestClient client = RestClient.of(realtime, KEY);

  @ParameterizedTest
  @CsvSource({
    "GET, /channels/room/messages/serial, 93002",
    "PATCH, /channels/room/messages/serial, 93002",
    "GET, /channels/room/messages/serial/versions, 93002",
    "POST, /channels/room/messages/serial/annotations, 93002",
    "PUT, /channels/room/annotations/serial, 93002",
    "GET, /channels/room/annotations, 93002",
    "POST, /chat/v4/rooms/room/messages, 40000",
    "GET, /chat/v4/rooms/room/occupancy, 40000",
    "POST, /stats, 40000",
    "GET, /channels/room/objects, 40000",
    "GET, /channels, 40000",
    "GET, /channels?limit=10, 40000",
    "GET, /sse?channels=room, 40000",
    "GET, /event-stream?channels=room, 40000",
    "GET, /channels/[meta]log/messages, 40000",
    "POST, /push/deviceRegistrations, 40000"
  })
  void isRefusedAsSuch(String method, String path, int code) {
    RestReply reply = client.send(method, path, "{}");

    assertThat(RestClient.code(reply)).isEqualTo(code);
    assertThat(reply.body().at("/error/message").asText()).contains("not supported by this server");
  }

  @Test
  void hasNoStatistics() {
    RestReply page = client.get("/stats");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEmpty();
  }
}
