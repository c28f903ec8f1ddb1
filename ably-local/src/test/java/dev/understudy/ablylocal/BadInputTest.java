package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.limits.Limits;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.ErrorInfo;
import io.ably.lib.types.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What unmodified ably-java clients are told when they ask for what cannot be, while another goes on undisturbed. */
class BadInputTest {
  @AutoClose
  private final AblyLocal server = AblyLocal.builder().key("app.key:secret").start();

  @AutoClose
  private final JavaClient bystander;

  BadInputTest() throws Exception {
    bystander = JavaClient.open(server, true);
  }

  @BeforeEach
  void beThere() {
    bystander.enter("room", "bystander", "x");
  }

  @AfterEach
  void goOn() {
    bystander.publish("room", new Message("n", "undisturbed"));
    assertThat(bystander.members("room")).hasSize(1);
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void aWrongSecretFails(boolean binary) throws Exception {
    ErrorInfo error = failure("app.key:wrong", binary);

    assertThat(error.code).isEqualTo(40101);
    assertThat(error.statusCode).isEqualTo(401);
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void anotherApplicationFails(boolean binary) throws Exception {
    ErrorInfo error = failure("elsewhere.key:secret", binary);

    assertThat(error.code).isEqualTo(40400);
    assertThat(error.message).contains("elsewhere");
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void anInvalidChannelNameFailsThatChannelAlone(boolean binary) throws Exception {
    try (JavaClient client = JavaClient.open(server, binary)) {
      ErrorInfo error = JavaClient.refused(
          listener -> JavaClient.attempt(() -> client.channel(":room").attach(listener)));

      assertThat(error.code).isEqualTo(40010);
      assertThat(error.message).contains(":room");
      client.attached("room");
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void presenceDataThatIsTooLargeFailsThatEnterAlone(boolean binary) throws Exception {
    try (JavaClient client = JavaClient.open(server, binary)) {
      ErrorInfo error = JavaClient.refused(listener -> JavaClient.attempt(
          () -> client.attached("room").presence.enterClient("ada", "x".repeat(70_000), listener)));

      assertThat(error.code).isEqualTo(40009);
      client.enter("other room", "ada", "x".repeat(60_000));
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void muchTooLargePresenceDataIsAnsweredToo(boolean binary) throws Exception {
    try (JavaClient client = JavaClient.open(server, binary)) {
      ErrorInfo error = JavaClient.refused(listener -> JavaClient.attempt(() ->
          client.attached("room").presence.enterClient("ada", "x".repeat(2_000_000), listener)));

      assertThat(error.code).isEqualTo(40009);
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void theChannelAfterTheLastFailsAlone(boolean binary) throws Exception {
    try (JavaClient client = JavaClient.open(server, binary).connected()) {
      for (int number = 1; number < Limits.STANDARD.sizes().channelsPerConnection(); number++) {
        client.channel("c" + number).attach();
      }
      client.attached("c200");

      ErrorInfo error = JavaClient.refused(
          listener -> JavaClient.attempt(() -> client.channel("c201").attach(listener)));

      assertThat(error.code).isEqualTo(90010);
      assertThat(client.ably().connection.state).isEqualTo(ConnectionState.connected);
    }
  }

  private ErrorInfo failure(String key, boolean binary) throws Exception {
    ClientOptions options = JavaClient.options(server.port(), key);
    options.useBinaryProtocol = binary;
    try (JavaClient client = JavaClient.open(options)) {
      await()
          .atMost(JavaClient.PATIENCE)
          .until(() -> client.ably().connection.state == ConnectionState.failed);
      return client.ably().connection.reason;
    }
  }
}
