package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.ablylocal.clients.AblyJs;
import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.clients.NodeClient;
import dev.understudy.ablylocal.wire.Format;
import io.ably.lib.types.Message;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The REST interface to an unmodified ably-js. */
class NodeRestTest {
  @AutoClose
  private final AblyLocal server = AblyLocal.start();

  @BeforeAll
  static void needNode() throws Exception {
    AblyJs.assumeInstalled();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void publishesAndReadsThePast(Format format) throws Exception {
    try (NodeClient js = NodeClient.open(server, format);
        JavaClient java = JavaClient.open(server, format == Format.JSON)) {
      List<Message> seen = java.messagesOn(java.channel("room"));
      for (String name : List.of("a", "b", "c")) {
        js.ask("restPublish", "channel", "room", "name", name, "data", "of " + name);
      }

      JsonNode forwards = js.ask("history", "channel", "room", "direction", "forwards");
      JsonNode backwards = js.ask("history", "channel", "room", "direction", "backwards");

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
      assertThat(forwards).hasToString("[[\"a\",\"b\"],[\"c\"]]");
      assertThat(backwards).hasToString("[[\"c\",\"b\"],[\"a\"]]");
      assertThat(js.ask("historyData", "channel", "room"))
          .hasToString("[\"of c\",\"of b\",\"of a\"]");
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void readsThePastUpToItsAttachment(Format format) throws Exception {
    try (NodeClient js = NodeClient.open(server, format)) {
      js.ask("restPublish", "channel", "room", "name", "before", "data", "x");
      js.ask("attach", "channel", "room");
      js.ask("restPublish", "channel", "room", "name", "after", "data", "x");

      assertThat(js.ask("historyUntilAttach", "channel", "room")).hasToString("[[\"before\"]]");
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void readsWhoIsAndWhoWasPresent(Format format) throws Exception {
    try (NodeClient js = NodeClient.open(server, format)) {
      js.ask("enter", "channel", "room", "clientId", "ada", "data", "x");
      js.ask("enter", "channel", "room", "clientId", "bob", "data", "x");
      js.ask("leave", "channel", "room", "clientId", "bob", "data", "bye");

      assertThat(js.ask("restMembers", "channel", "room"))
          .extracting(NodeClient::describe)
          .containsExactly("present ada x");
      assertThat(js.ask("presenceHistory", "channel", "room"))
          .extracting(NodeClient::describe)
          .containsExactly("leave bob bye", "enter bob x", "enter ada x");
      assertThat(js.ask("status", "channel", "room").asInt()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void isToldWhatCannotBe(Format format) throws Exception {
    try (NodeClient js = NodeClient.open(server, format)) {
      assertThat(js.refused("restPublish", "channel", ":room", "name", "n", "data", "x"))
          .isEqualTo(40010);
      assertThat(js.ask("batch", "channel", "room", "name", "n").asInt()).isEqualTo(1);
    }
  }
}
