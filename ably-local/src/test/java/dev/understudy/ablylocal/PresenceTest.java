package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.clients.JavaClient;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.CompletionListener;
import io.ably.lib.types.AblyException;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.PresenceMessage;
import io.ably.lib.types.PresenceMessage.Action;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Presence between unmodified ably-java clients that behave. */
class PresenceTest {
  @AutoClose
  private final AblyLocal server = AblyLocal.start();

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void tellsOfEnterUpdateAndLeave(boolean binary) throws Exception {
    try (JavaClient agent = JavaClient.open(server, binary);
        JavaClient watcher = JavaClient.open(server, !binary)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");

      agent.enter("room", "ada", "first");
      agent.update("room", "ada", "second");
      agent.leave("room", "ada", null);

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
      assertThat(seen)
          .extracting(message -> message.action)
          .containsExactly(Action.enter, Action.update, Action.leave);
      assertThat(seen)
          .extracting(message -> message.data)
          .containsExactly("first", "second", "second");
      assertThat(watcher.members("room")).isEmpty();
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void tellsWhatHappenedAndNotWhatWasAsked(boolean binary) throws Exception {
    try (JavaClient agent = JavaClient.open(server, binary);
        JavaClient watcher = JavaClient.open(server, binary)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");

      agent.leave("room", "nobody", null);
      agent.update("room", "ada", "x");
      agent.enter("room", "ada", "y");
      agent.leave("room", "ada", "bye");

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
      assertThat(seen)
          .extracting(message -> message.action)
          .containsExactly(Action.enter, Action.update, Action.leave);
      assertThat(seen).extracting(message -> message.data).containsExactly("x", "y", "bye");
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void syncsManyMembersToALateComer(boolean binary) throws Exception {
    try (JavaClient agents = JavaClient.open(server, binary);
        JavaClient late = JavaClient.open(server, binary)) {
      Channel room = agents.attached("room");
      for (int number = 1; number < 160; number++) {
        room.presence.enterClient("agent-" + number, "x");
      }
      agents.enter("room", "agent-160", "x");

      assertThat(late.members("room"))
          .hasSize(160)
          .extracting(member -> member.action)
          .containsOnly(Action.present);
    }
  }

  @Test
  void takesMembersThatWereQueuedWhileAttaching() throws Exception {
    try (JavaClient agents = JavaClient.open(server, true).connected();
        JavaClient late = JavaClient.open(server, true)) {
      Channel room = agents.channel("room");

      JavaClient.done(listener -> JavaClient.attempt(() -> enterTwo(room, listener)));

      assertThat(late.members("room"))
          .extracting(member -> member.clientId)
          .containsExactlyInAnyOrder("ada", "bob");
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void countsTheDevicesOfOneClientApart(boolean binary) throws Exception {
    try (JavaClient phone = JavaClient.open(as("ada", binary));
        JavaClient laptop = JavaClient.open(as("ada", binary));
        JavaClient watcher = JavaClient.open(server, binary)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");
      enterAsItself(phone, "phone");
      enterAsItself(laptop, "laptop");
      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 2);

      assertThat(watcher.members("room"))
          .extracting(member -> member.data)
          .containsExactlyInAnyOrder("phone", "laptop");
      phone.quit();

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
      assertThat(seen)
          .extracting(message -> message.action)
          .containsExactly(Action.enter, Action.enter, Action.leave);
      assertThat(watcher.members("room"))
          .extracting(member -> member.data)
          .containsExactly("laptop");
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void endsAtOnceOnClose(boolean binary) throws Exception {
    try (JavaClient agent = JavaClient.open(server, binary, Map.of("remainPresentFor", "120000"));
        JavaClient watcher = JavaClient.open(server, binary)) {
      List<PresenceMessage> seen = watcher.presenceOn("room");
      agent.enter("room", "ada", "x");

      agent.quit();

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 2);
      assertThat(seen.get(1).action).isEqualTo(Action.leave);
      assertThat(seen.get(1).data).isEqualTo("x");
    }
  }

  @Test
  void endsOnDetachOnThatChannelAlone() throws Exception {
    try (JavaClient agent = JavaClient.open(server, true);
        JavaClient watcher = JavaClient.open(server, true)) {
      List<PresenceMessage> left = watcher.presenceOn("left");
      agent.enter("left", "ada", "x");
      agent.enter("kept", "ada", "x");

      JavaClient.done(listener -> JavaClient.attempt(() -> agent.channel("left").detach(listener)));

      await().atMost(JavaClient.PATIENCE).until(() -> left.size() == 2);
      assertThat(left.get(1).action).isEqualTo(Action.leave);
      assertThat(watcher.members("kept")).hasSize(1);
    }
  }

  private ClientOptions as(String clientId, boolean binary) throws Exception {
    ClientOptions options = JavaClient.options(server, binary);
    options.clientId = clientId;
    return options;
  }

  private static void enterAsItself(JavaClient client, String data) {
    JavaClient.done(listener ->
        JavaClient.attempt(() -> client.attached("room").presence.enter(data, listener)));
  }

  private static void enterTwo(Channel room, CompletionListener listener) throws AblyException {
    room.presence.enterClient("ada", "x");
    room.presence.enterClient("bob", "x", listener);
  }
}
