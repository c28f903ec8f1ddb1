package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.clients.AblyJs;
import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.clients.NodeClient;
import dev.understudy.ablylocal.wire.Format;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Unmodified ably-js clients that ask for tokens and connect by them. */
class NodeTokenClientsTest {
  @AutoClose
  private final AblyLocal server = AblyLocal.builder().manualClock().start();

  @BeforeAll
  static void needNode() throws Exception {
    AblyJs.assumeInstalled();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void doWhatTheirTokenPermits(Format format) throws Exception {
    try (NodeClient client =
        open(format, "\"clientId\":\"ada\",\"capability\":{\"room\":[\"*\"]}")) {
      assertThat(client.ask("clientId").asText()).isEqualTo("ada");
      client.ask("enter", "channel", "room", "clientId", "ada", "data", "x");

      assertThat(client.refused("attach", "channel", "other")).isEqualTo(40160);
      assertThat(client.refused("publish", "channel", "third", "name", "n", "data", "x"))
          .isEqualTo(40160);
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void getMoreByANewTokenOnTheSameConnection(Format format) throws Exception {
    try (NodeClient client = open(format, "\"capability\":{\"room\":[\"*\"]}")) {
      String connection = client.ask("connect").asText();
      assertThat(client.refused("attach", "channel", "other")).isEqualTo(40160);

      client.ask("authorize", "params", "{\"capability\":{\"room\":[\"*\"],\"other\":[\"*\"]}}");
      client.ask("attach", "channel", "other");

      assertThat(client.ask("connect").asText()).isEqualTo(connection);
      assertThat(client.ask("losses")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void renewTheirTokenWithoutABreakWhenAskedTo(Format format) throws Exception {
    try (NodeClient client = open(format, "\"ttl\":32000")) {
      client.ask("connect");

      server.clock().advance(Duration.ofSeconds(2));
      await().atMost(JavaClient.PATIENCE).until(() -> !client.ask("updates").isEmpty());

      assertThat(client.ask("losses")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void comeBackToTheirConnectionWhenTheirTokenExpires(Format format) throws Exception {
    try (NodeClient client = open(format, "\"ttl\":3000")) {
      String connection = client.ask("connect").asText();

      server.clock().advance(Duration.ofSeconds(3));
      await().atMost(JavaClient.PATIENCE).until(() -> !client.ask("losses").isEmpty());

      assertThat(client.ask("losses").get(0).asInt()).isEqualTo(40142);
      assertThat(client.ask("connect").asText()).isEqualTo(connection);
    }
  }

  private NodeClient open(Format format, String tokenParams) throws Exception {
    String options = "{\"useTokenAuth\":true,\"defaultTokenParams\":{%s}}".formatted(tokenParams);
    return NodeClient.open(server, format, options);
  }
}
