package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.clients.Requests;
import dev.understudy.ablylocal.wire.Format;
import io.ably.lib.realtime.ConnectionState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Apps that are made and deleted over HTTP, with ably-java as their client. */
class AppsTest {
  @AutoClose
  private final AblyLocal server = AblyLocal.builder()
      .key("server.main:secret")
      .addKey("server.low:secret", "{\"room\":[\"subscribe\"]}")
      .start();

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void areConnectedToByTheirKeysUntilTheyAreDeleted() throws Exception {
    JsonNode app = Format.JSON
        .decode(send("POST", "/apps", "", "{\"keys\":[{}],\"namespaces\":[]}").body())
        .orElseThrow();
    String key = app.path("keys").get(0).path("keyStr").asText();

    try (JavaClient client =
        JavaClient.open(JavaClient.options(app.path("port").asInt(), key)).connected()) {
      client.enter("room", "ada", "x");
      String path = "/apps/" + app.path("appId").asText();
      assertThat(send("DELETE", path, Requests.basic(key), "").statusCode()).isEqualTo(200);

      client.awaitState(ConnectionState.failed);
      assertThat(client.ably().connection.reason.code).isEqualTo(40400);
    }
  }

  @Test
  void haveKeysOfTheirOwnFromTheStart() throws Exception {
    try (JavaClient low =
        JavaClient.open(JavaClient.options(server.port(), "server.low:secret")).connected()) {
      assertThat(JavaClient.refused(
                  listener -> JavaClient.attempt(() -> low.channel("other").attach(listener)))
              .code)
          .isEqualTo(40160);
      low.attached("room");
    }
  }

  @Test
  void areNotMadeOfWhatCannotBeRead() throws Exception {
    assertThat(send("POST", "/apps", "", "{").statusCode()).isEqualTo(400);
  }

  private HttpResponse<byte[]> send(String method, String path, String authorization, String body)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }
}
