package dev.understudy.spring.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.presence.AgentState;
import dev.understudy.roster.SessionRoster;
import dev.understudy.spring.SessionRosters;
import dev.understudy.spring.testing.EmbeddedUnderstudy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@EmbeddedUnderstudy
class ReviewServiceTest {
  private static final Duration LIVELINESS = Duration.ofSeconds(30);
  private static final String ROOM = "document:7";

  private final HttpClient http = HttpClient.newHttpClient();

  @Autowired
  private SessionRosters rosters;

  @LocalServerPort
  private int port;

  /** A request of Alice's. */
  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("X-User", "alice")
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .build();
    return new ObjectMapper()
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Test
  void isWatchedAndOrderedWhileItWorks() throws IOException, InterruptedException {
    try (SessionRoster room = rosters.open(ROOM)) {
      String task = send("POST", "/documents/7/review", "").path("task").asText();
      await().atMost(LIVELINESS).until(() -> shows(room, AgentState.ACTIVE));

      JsonNode token = send("GET", "/understudy/token?session=" + ROOM, "");
      JsonNode paused = send(
          "POST",
          "/understudy/orders/pause",
          "{\"task\":\"%s\",\"why\":\"lunch\"}".formatted(task));
      JsonNode again =
          send("POST", "/understudy/orders/pause", "{\"task\":\"%s\"}".formatted(task));
      JsonNode ready = send("GET", "/actuator/health/readiness", "");
      await().atMost(LIVELINESS).until(() -> shows(room, AgentState.PAUSED));
      send("POST", "/understudy/orders/cancel", "{\"task\":\"%s\"}".formatted(task));
      await().atMost(LIVELINESS).until(() -> room.now().agents().isEmpty());

      assertThat(token.path("clientId").asText()).isEqualTo("user:alice");
      assertThat(paused.path("by").asText()).isEqualTo("user:alice");
      assertThat(again.path("code").asText()).isEqualTo("task.paused-already");
      assertThat(ready.at("/components/understudy/status").asText()).isEqualTo("UP");
      assertThat(ready.at("/components/understudy/details/agents").asInt()).isEqualTo(1);
    }
  }

  private static boolean shows(SessionRoster room, AgentState state) {
    return room.now().agents().stream()
        .anyMatch(
            agent -> agent.clientId().equals("reviewer") && agent.presence().state() == state);
  }
}
