package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.cli.CommandStage.Printed;
import dev.understudy.cli.session.WatchCommand;
import dev.understudy.cli.session.WhoCommand;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.rest.AblyRest;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.ErrorInfo;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator sees of sessions, and how he lets somebody in. */
class SessionCommandsTest {
  private static final CommandStage STAGE = new CommandStage();

  private final Map<String, String> environment = STAGE.environment();

  @BeforeAll
  static void beginToWork() {
    STAGE.worker("worker-a", 20);
  }

  @AfterAll
  static void stop() {
    STAGE.close();
  }

  private Printed who(String... arguments) {
    return STAGE.run(new WhoCommand(environment), arguments);
  }

  private Printed token(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "token";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return STAGE.run(new TokenCommand(environment), arguments);
  }

  private static ClientOptions options(String token) {
    ClientOptions options = new ClientOptions();
    options.token = token;
    options.tls = false;
    options.realtimeHost = STAGE.ably.host();
    options.restHost = STAGE.ably.host();
    options.port = STAGE.ably.port();
    return options;
  }

  private static void enter(AblyRealtime client, String session, Object data) throws AblyException {
    CompletableFuture<Void> entered = new CompletableFuture<>();
    client
        .channels
        .get(session)
        .presence
        .enter(data, new io.ably.lib.realtime.CompletionListener() {
          @Override
          public void onSuccess() {
            entered.complete(null);
          }

          @Override
          public void onError(ErrorInfo reason) {
            entered.completeExceptionally(new IllegalStateException(reason.message));
          }
        });
    entered.join();
  }

  @Test
  void showsPeopleAndAgentsOfASession() throws AblyException, IOException {
    STAGE.startReading("who-1", "room:who/%");
    ClientOptions anybody = STAGE.ably.clientOptions();
    anybody.clientId = "al\u001bice";

    try (AblyRealtime alice = new AblyRealtime(anybody)) {
      enter(alice, "room:who/%", "{\"role\":\"editor\"}");
      await()
          .atMost(CommandStage.LIVELINESS)
          .untilAsserted(() -> assertThat(who("who", "room:who/%").out().lines())
              .satisfiesExactlyInAnyOrder(
                  line -> assertThat(line.split(" +"))
                      .containsExactly("WHO", "KIND", "ON", "SHOWS", "TASK"),
                  line -> assertThat(line).matches("al\\?ice +user +1 device"),
                  line -> assertThat(line)
                      .matches("reader +agent +worker-a +active \"reading\" \\{page=3} +who-1")));

      JsonNode there =
          new ObjectMapper().readTree(who("who", "room:who/%", "--json").out()).path("there");
      assertThat(there)
          .hasSize(2)
          .allSatisfy(one -> assertThat(one.path("kind").asText()).isIn("user", "agent"));
    }
  }

  @Test
  void saysThatNobodyIsThere() {
    assertThat(who("who", "room:empty").out()).isEqualTo("nobody is in room:empty\n");
  }

  @Test
  void watchesWhoIsThere() throws IOException {
    STAGE.startReading("watch-1", "room:watch");
    await()
        .atMost(CommandStage.LIVELINESS)
        .until(() -> who("who", "room:watch").out().contains("active \"reading\""));

    Printed printed =
        STAGE.run(new WatchCommand(environment), "watch", "room:watch", "--for", "1s", "--json");

    assertThat(printed.status()).isZero();
    JsonNode event =
        new ObjectMapper().readTree(printed.out().lines().findFirst().orElseThrow());
    assertThat(event.path("event").asText()).isEqualTo("entered");
    assertThat(event.at("/who/name").asText()).isEqualTo("reader");
    assertThat(STAGE
            .run(new WatchCommand(environment), "watch", "room:watch", "--for", "1s")
            .out())
        .matches("(?s)[0-9:.]{12}  reader is here, on worker-a, active \"reading\" \\{page=3}\n");
  }

  @Test
  void givesATokenThatOpensOneSessionToOneUserAlone() throws AblyException {
    Printed printed = token("--user", "alice", "--session", "room:token");

    assertThat(printed.err()).isEmpty();
    assertThat(printed.out()).hasLineCount(1);
    AblyRest alice = new AblyRest(options(printed.out().strip()));
    assertThat(alice.channels.get("room:token").presence.get(null).items()).isEmpty();
    assertThat(refusal(() -> alice.channels.get("room:other").presence.get(null)))
        .isEqualTo(40160);
    assertThat(refusal(() -> alice.channels.get("room:token").publish("a", "b")))
        .isEqualTo(40160);
  }

  /** What Ably is asked. */
  @FunctionalInterface
  private interface Request {
    void send() throws AblyException;
  }

  private static int refusal(Request request) {
    try {
      request.send();
      return 0;
    } catch (AblyException refused) {
      return refused.errorInfo.code;
    }
  }

  @Test
  void givesMoreIfAskedTo() throws AblyException, IOException {
    JsonNode given = new ObjectMapper()
        .readTree(token(
                "--user",
                "alice",
                "--session",
                "room:a",
                "--session",
                "room:b",
                "--may",
                "publish",
                "--json")
            .out());

    assertThat(given.path("user").asText()).isEqualTo("alice");
    assertThat(given.at("/capability/room:b").toString())
        .isEqualTo("[\"presence\",\"publish\",\"subscribe\"]");
    AblyRest alice = new AblyRest(options(given.path("token").asText()));
    alice.channels.get("room:a").publish("a", "b");
  }

  @Test
  void refusesTokensForManyAtOnce() {
    assertThat(token("--user", "*", "--session", "room:a").err())
        .startsWith("understudy: --user must name one user but was '*'; ")
        .hasLineCount(1);
    assertThat(token("--user", "a", "--session", "room:*").err())
        .startsWith("understudy: 'room:*' means many sessions in a capability; ")
        .hasLineCount(1);
    assertThat(token("--user", "a", "--session", "room:1", "--life", "2d").status())
        .isEqualTo(2);
  }

  @Test
  void refusesTokensThatNobodyCouldTellFromOthersOrUse() {
    assertThat(token("--user", "ali\u200bce", "--session", "room:a").err())
        .startsWith("understudy: --user must not hold control characters, but was 'ali?ce'; ")
        .hasLineCount(1);
    assertThat(
            token("--user", "a", "--session", "room:a", "--life", "PT0.0001S").err())
        .startsWith("understudy: --life must be from 1ms to 24h; ")
        .hasLineCount(1);
  }
}
