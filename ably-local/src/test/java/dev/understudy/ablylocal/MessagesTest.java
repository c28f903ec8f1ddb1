package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.understudy.ablylocal.clients.JavaClient;
import io.ably.lib.realtime.Channel;
import io.ably.lib.types.ClientOptions;
import io.ably.lib.types.Message;
import io.ably.lib.types.MessageExtras;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages between unmodified ably-java clients. */
class MessagesTest {
  @AutoClose
  private final AblyLocal server = AblyLocal.start();

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void reachSubscribersWithTheirData(boolean binary) throws Exception {
    try (JavaClient publisher = JavaClient.open(server, binary);
        JavaClient sameFormat = JavaClient.open(server, binary);
        JavaClient otherFormat = JavaClient.open(server, !binary)) {
      List<Message> same = sameFormat.messagesOn(sameFormat.channel("room"));
      List<Message> other = otherFormat.messagesOn(otherFormat.channel("room"));

      publisher.publish("room", new Message("text", "hellö"));
      publisher.publish("room", new Message("bytes", new byte[] {1, 2, (byte) 200}));
      publisher.publish("room", new Message("object", object("k", "v")));

      for (List<Message> seen : List.of(same, other)) {
        await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
        assertThat(seen)
            .extracting(message -> message.data)
            .containsExactly("hellö", new byte[] {1, 2, (byte) 200}, object("k", "v"));
        assertThat(seen)
            .extracting(message -> message.connectionId)
            .containsOnly(publisher.connectionId());
      }
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void comeBackToTheirPublisherUnlessItWantsNoEcho(boolean binary) throws Exception {
    ClientOptions noEcho = JavaClient.options(server, binary);
    noEcho.echoMessages = false;
    try (JavaClient silent = JavaClient.open(noEcho);
        JavaClient other = JavaClient.open(server, binary)) {
      List<Message> atSilent = silent.messagesOn(silent.channel("room"));
      List<Message> atOther = other.messagesOn(other.channel("room"));

      silent.publish("room", new Message("n", "of silent"));
      other.publish("room", new Message("n", "of other"));

      await().atMost(JavaClient.PATIENCE).until(() -> atOther.size() == 2 && !atSilent.isEmpty());
      assertThat(atSilent).extracting(message -> message.data).containsExactly("of other");
      assertThat(atOther)
          .extracting(message -> message.data)
          .containsExactly("of silent", "of other");
    }
  }

  @Test
  void areDeliveredOnceForEachIdOfTheirPublisher() throws Exception {
    try (JavaClient publisher = JavaClient.open(server, true)) {
      List<Message> seen = publisher.messagesOn(publisher.channel("room"));

      publisher.publish("room", withId("status-7", "first"));
      publisher.publish("room", withId("status-7", "again"));
      publisher.publish("room", withId("status-8", "next"));

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 2);
      assertThat(seen).extracting(message -> message.data).containsExactly("first", "next");
      assertThat(seen).extracting(message -> message.id).containsExactly("status-7", "status-8");
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void areReplayedToAClientThatRewinds(boolean binary) throws Exception {
    try (JavaClient publisher = JavaClient.open(server, binary);
        JavaClient late = JavaClient.open(server, binary)) {
      publisher.publish("room", new Message("n", "one"));
      publisher.publish("room", new Message("n", "two"));

      List<Message> byCount = late.messagesOn(late.channel("room", Map.of("rewind", "1")));

      await().atMost(JavaClient.PATIENCE).until(() -> byCount.size() == 1);
      assertThat(byCount.get(0).data).isEqualTo("two");
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void areReplayedToAClientThatRewindsByTheNameOfTheChannel(boolean binary) throws Exception {
    try (JavaClient publisher = JavaClient.open(server, binary);
        JavaClient late = JavaClient.open(server, binary)) {
      publisher.publish("room", new Message("n", "one"));
      publisher.publish("room", new Message("n", "two"));

      Channel room = late.channel("[?rewind=1]room");
      List<Message> seen = late.messagesOn(room);

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 1);
      assertThat(seen.get(0).data).isEqualTo("two");
      assertThat(room.history(null).items()).hasSize(2);
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void bearTheirExtrasAndWhatIsLeftOfTheirEncoding(boolean binary) throws Exception {
    try (JavaClient publisher = JavaClient.open(server, binary);
        JavaClient reader = JavaClient.open(server, !binary)) {
      List<Message> seen = reader.messagesOn(reader.channel("room"));
      Message message = new Message("n", "x");
      message.extras = new MessageExtras(headers("k", "v"));
      message.encoding = "unheard-of";

      publisher.publish("room", message);

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 1);
      Message past = reader.channel("room").history(null).items()[0];
      for (Message told : List.of(seen.get(0), past)) {
        assertThat(told.extras).isEqualTo(message.extras);
        assertThat(told.encoding).isEqualTo("unheard-of");
        assertThat(told.data).isEqualTo("x");
      }
    }
  }

  @Test
  void arePublishedUnderTheClientIdThatAKeyHolderNames() throws Exception {
    try (JavaClient publisher = JavaClient.open(server, true)) {
      List<Message> seen = publisher.messagesOn(publisher.channel("room"));
      Message message = new Message("n", "x");
      message.clientId = "researcher";

      publisher.publish("room", message);

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 1);
      assertThat(seen.get(0).clientId).isEqualTo("researcher");
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void areNotMissedByAClientThatWasAwayForAMoment(boolean binary) throws Exception {
    try (JavaClient publisher = JavaClient.open(server, binary);
        JavaClient reader = JavaClient.open(server, binary)) {
      Channel room = reader.channel("room");
      List<Message> seen = reader.messagesOn(room);
      publisher.publish("room", new Message("n", "before"));
      String connection = reader.connectionId();

      reader.reconnect("room");
      publisher.publish("room", new Message("n", "meanwhile"));
      publisher.publish("room", new Message("n", "after"));

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 3);
      assertThat(seen)
          .extracting(message -> message.data)
          .containsExactly("before", "meanwhile", "after");
      assertThat(reader.connectionId()).isEqualTo(connection);
    }
  }

  private static Message withId(String id, String data) {
    Message message = new Message("status", data);
    message.id = id;
    return message;
  }

  private static JsonObject headers(String key, String value) {
    JsonObject extras = new JsonObject();
    extras.add("headers", object(key, value));
    return extras;
  }

  private static JsonObject object(String key, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(key, value);
    return object;
  }
}
