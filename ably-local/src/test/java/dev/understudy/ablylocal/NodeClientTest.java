package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.clients.AblyJs;
import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.clients.NodeClient;
import dev.understudy.ablylocal.wire.Format;
import io.ably.lib.types.Message;
import io.ably.lib.types.PresenceMessage;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Unmodified ably-js clients, among themselves and with ably-java. */
class NodeClientTest {
  @AutoClose
  private final AblyLocal server = AblyLocal.start();

  @BeforeAll
  static void needNode() throws Exception {
    AblyJs.assumeInstalled();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void publishAndSubscribe(Format format) throws Exception {
    try (NodeClient publisher = NodeClient.open(server, format);
        NodeClient subscriber = NodeClient.open(server, other(format));
        JavaClient java = JavaClient.open(server, true)) {
      subscriber.ask("subscribe", "channel", "room");
      List<Message> atJava = java.messagesOn(java.channel("room"));

      publisher.ask("publish", "channel", "room", "name", "n", "data", "from js");
      java.publish("room", new Message("n", "from java"));

      await()
          .atMost(JavaClient.PATIENCE)
          .until(() -> subscriber.messages().size() == 2 && atJava.size() == 2);
      assertThat(subscriber.messages())
          .extracting(data -> data.asText())
          .containsExactly("from js", "from java");
      assertThat(atJava)
          .extracting(message -> message.data)
          .containsExactly("from js", "from java");
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void enterUpdateAndLeave(Format format) throws Exception {
    try (NodeClient agent = NodeClient.open(server, format);
        NodeClient watcher = NodeClient.open(server, other(format));
        JavaClient java = JavaClient.open(server, true)) {
      watcher.ask("watch", "channel", "room");
      List<PresenceMessage> atJava = java.presenceOn("room");

      agent.ask("enter", "channel", "room", "clientId", "ada", "data", "x");
      agent.ask("update", "channel", "room", "clientId", "ada", "data", "y");
      agent.ask("leave", "channel", "room", "clientId", "ada");

      String[] expected = {"enter ada x", "update ada y", "leave ada y"};
      await()
          .atMost(JavaClient.PATIENCE)
          .until(() -> watcher.presence().size() == 3 && atJava.size() == 3);
      assertThat(watcher.presence()).containsExactly(expected);
      assertThat(atJava).extracting(NodeClientTest::describe).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void seeWhatJavaDoesAndWhoWasThereBefore(Format format) throws Exception {
    try (NodeClient watcher = NodeClient.open(server, format);
        JavaClient java = JavaClient.open(server, true)) {
      java.enter("room", "early", "x");
      watcher.ask("watch", "channel", "room");
      assertThat(watcher.ask("members", "channel", "room"))
          .extracting(NodeClient::describe)
          .containsExactly("present early x");

      java.enter("room", "ada", "x");
      java.update("room", "ada", "y");
      java.leave("room", "ada", null);

      await().atMost(JavaClient.PATIENCE).until(() -> watcher.presence().size() == 4);
      assertThat(watcher.presence())
          .containsExactly("present early x", "enter ada x", "update ada y", "leave ada y");
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void syncManyMembers(Format format) throws Exception {
    try (NodeClient late = NodeClient.open(server, format);
        JavaClient java = JavaClient.open(server, true)) {
      for (int number = 1; number <= 160; number++) {
        java.enter("room", "agent-" + number, "x");
      }

      assertThat(late.ask("members", "channel", "room")).hasSize(160);
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void areMissedAWhileAfterTheyWereKilled(Format format) throws Exception {
    try (NodeClient agent = NodeClient.open(server, format);
        NodeClient watcher = NodeClient.open(server, format)) {
      watcher.ask("watch", "channel", "room");
      agent.ask("enter", "channel", "room", "clientId", "ada", "data", "x");

      agent.kill();

      await().atMost(JavaClient.PATIENCE).until(() -> watcher.presence().size() == 2);
      assertThat(watcher.presence()).containsExactly("enter ada x", "leave ada x");
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void leaveAtOnceWhenTheyClose(Format format) throws Exception {
    try (NodeClient agent = NodeClient.open(server, format);
        JavaClient watcher = JavaClient.open(server, true)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");
      agent.ask("enter", "channel", "room", "clientId", "ada", "data", "x");

      agent.ask("close");

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 2);
      assertThat(seen)
          .extracting(NodeClientTest::describe)
          .containsExactly("enter ada x", "leave ada x");
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void resumeUnnoticed(Format format) throws Exception {
    try (NodeClient agent = NodeClient.open(server, format);
        NodeClient hourglass = NodeClient.open(server, format);
        JavaClient watcher = JavaClient.open(server, true)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");
      String connection = agent.ask("connect").asText();
      agent.ask("enter", "channel", "room", "clientId", "ada", "data", "x");
      hourglass.ask("enter", "channel", "room", "clientId", "sand", "data", "x");

      assertThat(agent.ask("drop").asText()).isEqualTo(connection);
      hourglass.kill();

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
      assertThat(seen)
          .extracting(NodeClientTest::describe)
          .containsExactly("enter ada x", "enter sand x", "leave sand x");
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void areToldWhatCannotBe(Format format) throws Exception {
    try (NodeClient client = NodeClient.open(server, format)) {
      assertThat(client.refused("attach", "channel", ":room")).isEqualTo(40010);
      assertThat(client.refused(
              "enter", "channel", "room", "clientId", "ada", "data", "x".repeat(70_000)))
          .isEqualTo(40009);
      client.ask("enter", "channel", "room", "clientId", "ada", "data", "x");
    }
  }

  private static Format other(Format format) {
    return format == Format.JSON ? Format.MSGPACK : Format.JSON;
  }

  private static String describe(PresenceMessage message) {
    return message.action + " " + message.clientId + " " + message.data;
  }
}
