package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.clients.Tokens;
import io.ably.lib.realtime.ConnectionEvent;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.realtime.ConnectionStateListener.ConnectionStateChange;
import io.ably.lib.rest.AblyRest;
import io.ably.lib.rest.Auth.TokenCallback;
import io.ably.lib.rest.Auth.TokenParams;
import io.ably.lib.types.ClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unmodified ably-java clients that hold tokens instead of a key. */
class TokenClientsTest {
  @AutoClose
  private final AblyLocal server = AblyLocal.builder().manualClock().start();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connectByARequestThatTheKeysHolderSigned(boolean binary) throws Exception {
    AblyRest authority = new AblyRest(JavaClient.options(server, binary));
    try (JavaClient client =
        open(binary, asked -> authority.auth.createTokenRequest(ada(), null))) {
      assertThat(client.connected().ably().auth.clientId).isEqualTo("ada");

      client.enter("room", "ada", "x");
      assertThat(client.members("room")).hasSize(1);
      assertThat(JavaClient.refused(
                  listener -> JavaClient.attempt(() -> client.channel("other").attach(listener)))
              .code)
          .isEqualTo(40160);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connectByATokenThatTheServerIssued(boolean binary) throws Exception {
    AblyRest authority = new AblyRest(JavaClient.options(server, binary));
    try (JavaClient client = open(binary, asked -> authority.auth.requestToken(ada(), null))) {
      assertThat(client.connected().ably().auth.clientId).isEqualTo("ada");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connectByAJwt(boolean binary) throws Exception {
    try (JavaClient client = open(binary, asked -> jwt(Duration.ofHours(1)))) {
      assertThat(client.connected().ably().auth.clientId).isEqualTo("ada");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void comeBackToTheirConnectionWhenTheirTokenExpires(boolean binary) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    TokenCallback tokens =
        wish -> jwt(asked.getAndIncrement() == 0 ? Duration.ofSeconds(3) : Duration.ofHours(1));
    try (JavaClient client = open(binary, tokens)) {
      List<ConnectionStateChange> changes = changes(client.connected());
      String connection = client.connectionId();

      server.clock().advance(Duration.ofSeconds(3));
      await().atMost(JavaClient.PATIENCE).until(() -> arrivals(changes) == 1);

      assertThat(changes.get(0).reason.code).isEqualTo(40142);
      assertThat(client.connectionId()).isEqualTo(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void renewTheirTokenWithoutABreakWhenAskedTo(boolean binary) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    TokenCallback tokens =
        wish -> jwt(asked.getAndIncrement() == 0 ? Duration.ofSeconds(33) : Duration.ofHours(1));
    try (JavaClient client = open(binary, tokens)) {
      List<ConnectionStateChange> changes = changes(client.connected());

      server.clock().advance(Duration.ofSeconds(3));
      await().atMost(JavaClient.PATIENCE).until(() -> !changes.isEmpty());

      assertThat(changes.get(0).event).isEqualTo(ConnectionEvent.update);
      assertThat(asked).hasValue(2);
    }
  }

  private JavaClient open(boolean binary, TokenCallback tokens) throws Exception {
    ClientOptions options = JavaClient.options(server, binary);
    options.key = null;
    options.authCallback = tokens;
    return JavaClient.open(options);
  }

  private static TokenParams ada() {
    TokenParams wish = new TokenParams();
    wish.clientId = "ada";
    wish.capability = "{\"room\":[\"*\"]}";
    return wish;
  }

  private String jwt(Duration life) {
    return Tokens.at(server.clock().now())
        .of("ada")
        .lasting(life)
        .signedBy(server.key())
        .text();
  }

  private static List<ConnectionStateChange> changes(JavaClient client) {
    List<ConnectionStateChange> changes = new CopyOnWriteArrayList<>();
    client.ably().connection.on(changes::add);
    return changes;
  }

  private static long arrivals(List<ConnectionStateChange> changes) {
    return changes.stream()
        .filter(change -> change.current == ConnectionState.connected)
        .count();
  }
}
