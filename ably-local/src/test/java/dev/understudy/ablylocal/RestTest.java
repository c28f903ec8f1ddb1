package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.clients.JavaRestClient;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.Message;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST interface over sockets, to an unmodified ably-java and to plain HTTP. */
class RestTest {
  @AutoClose
  private final AblyLocal server = AblyLocal.start();

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void publishesToSubscribersInBothFormats(boolean binary) throws Exception {
    try (JavaRestClient rest = JavaRestClient.open(server, binary);
        JavaClient sameFormat = JavaClient.open(server, binary);
        JavaClient otherFormat = JavaClient.open(server, !binary)) {
      List<Message> same = sameFormat.messagesOn(sameFormat.channel("room"));
      List<Message> other = otherFormat.messagesOn(otherFormat.channel("room"));

      rest.channel("room").publish("text", "hellö");
      rest.channel("room").publish(new Message[] {
        new Message("bytes", new byte[] {1, 2, (byte) 200}), new Message("object", object())
      });

      for (List<Message> seen : List.of(same, other)) {
        await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
        assertThat(seen)
            .extracting(message -> message.data)
            .containsExactly("hellö", new byte[] {1, 2, (byte) 200}, object());
      }
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void tellsAblyJavaWhyNot(boolean binary) throws Exception {
    try (JavaRestClient rest = JavaRestClient.open(server, binary)) {
      AblyException refused =
          catchThrowableOfType(AblyException.class, () -> rest.channel(":room").publish("n", "x"));

      assertThat(refused.errorInfo.code).isEqualTo(40010);
      assertThat(refused.errorInfo.statusCode).isEqualTo(400);
    }
  }

  @Test
  void answersThePreflightOfABrowser() throws Exception {
    HttpResponse<String> reply = send(request("/channels/room/messages")
        .method("OPTIONS", BodyPublishers.noBody())
        .header("Origin", "http://localhost:3000")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,x-ably-version"));

    assertThat(reply.statusCode()).isEqualTo(204);
    assertThat(reply.headers().map())
        .containsEntry("access-control-allow-origin", List.of("*"))
        .containsEntry("access-control-allow-headers", List.of("authorization,x-ably-version"));
  }

  @Test
  void wrapsItsAnswerForAClientThatSeesNoHeaders() throws Exception {
    HttpResponse<String> reply = send(request("/elsewhere?envelope=json").GET());

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body())
        .contains("\"statusCode\":404")
        .contains("\"X-Ably-Errorcode\":\"40400\"")
        .contains("\"response\":{\"error\":");
  }

  @Test
  void writesHeadersThatAreAsciiWhateverTheNamesIn() throws Exception {
    HttpResponse<String> reply = send(request("/else%0D%0Awh%C3%BCre").GET());

    assertThat(reply.headers().firstValue("X-Ably-Errormessage"))
        .contains("Could not find path: /else??wh?re");
  }

  /** As SDKs write them, and as a path has them that somebody types. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "..|..",
        "%2E%2E|..",
        ".|.",
        "a%2Fb|a/b",
        "a%3Fb|a?b",
        "a%23b|a#b",
        "a+b|a+b",
        "a%2Bb|a+b",
        "a%25b|a%b",
        "a%252Fb|a%2Fb",
        "%C3%BC|ü",
        "a%20b|a b"
      })
  void knowsAChannelByWhateverName(String inPath, String name) throws Exception {
    try (JavaClient client = JavaClient.open(server, false)) {
      List<Message> seen = client.messagesOn(client.channel(name));
      client.enter(name, "ada", "x");

      String path = "/channels/" + inPath;
      post(path + "/messages", "{\"data\":\"hello\"}");

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 1);
      assertThat(get(path + "/messages")).contains("hello");
      assertThat(get(path + "/presence")).contains("ada");
      assertThat(get(path)).contains("\"presenceMembers\":1");
    }
  }

  @Test
  void refusesABodyLargerThanAnyBatchAndStaysOnItsFeet() throws Exception {
    HttpResponse<String> reply = send(request("/channels/room/messages?key=" + server.key())
        .POST(BodyPublishers.ofString("x".repeat(3 * 1024 * 1024))));

    assertThat(reply.body()).contains("40009");
    assertThat(send(request("/time").GET()).statusCode()).isEqualTo(200);
  }

  private String get(String path) throws Exception {
    return send(request(path + "?key=" + server.key()).GET()).body();
  }

  private void post(String path, String json) throws Exception {
    HttpResponse<String> reply = send(request(path + "?key=" + server.key())
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json)));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpRequest built = request.timeout(JavaClient.PATIENCE).build();
    return HttpClient.newHttpClient().send(built, BodyHandlers.ofString());
  }

  private static JsonObject object() {
    JsonObject object = new JsonObject();
    object.addProperty("k", "v");
    return object;
  }
}
