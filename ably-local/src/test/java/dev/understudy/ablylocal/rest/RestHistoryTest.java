package dev.understudy.ablylocal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.ablylocal.AblyLocal;
import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.clients.JavaRestClient;
import io.ably.lib.rest.Channel;
import io.ably.lib.types.Message;
import io.ably.lib.types.PaginatedResult;
import io.ably.lib.types.Param;
import io.ably.lib.types.PresenceMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The past of a channel as an unmodified ably-java reads it. */
class RestHistoryTest {
  @AutoClose
  private final AblyLocal server = AblyLocal.start();

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void hasTheDataThatWasPublishedInTheOtherFormat(boolean binary) throws Exception {
    try (JavaClient publisher = JavaClient.open(server, !binary);
        JavaRestClient reader = JavaRestClient.open(server, binary)) {
      publisher.publish("room", new Message("bytes", new byte[] {1, 2, (byte) 200}));
      publisher.publish("room", new Message("text", "hellö"));

      Message[] messages = reader.channel("room").history(null).items();

      assertThat(messages)
          .extracting(message -> message.data)
          .containsExactly("hellö", new byte[] {1, 2, (byte) 200});
      assertThat(messages)
          .extracting(message -> message.connectionId)
          .containsOnly(publisher.connectionId());
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void isPagedThrough(boolean binary) throws Exception {
    try (JavaRestClient client = JavaRestClient.open(server, binary)) {
      Channel channel = client.channel("a/room, with ü");
      for (String name : List.of("a", "b", "c")) {
        channel.publish(name, name);
      }
      Param[] params = {new Param("limit", "2"), new Param("direction", "forwards")};

      PaginatedResult<Message> first = channel.history(params);
      PaginatedResult<Message> second = first.next();

      assertThat(names(first)).containsExactly("a", "b");
      assertThat(names(second)).containsExactly("c");
      assertThat(second.hasNext()).isFalse();
      assertThat(names(second.first())).containsExactly("a", "b");
      assertThat(names(second.current())).containsExactly("c");
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void endsAtTheAttachmentIfAskedFromARealtimeChannel(boolean binary) throws Exception {
    try (JavaRestClient publisher = JavaRestClient.open(server, binary);
        JavaClient reader = JavaClient.open(server, binary)) {
      publisher.channel("room").publish("before", "x");
      var channel = reader.attached("room");
      publisher.channel("room").publish("after", "x");

      Param[] untilAttach = {new Param("untilAttach", "true")};

      assertThat(names(channel.history(untilAttach))).containsExactly("before");
      assertThat(names(channel.history(null))).containsExactly("after", "before");
    }
  }

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void ofPresenceHasEntersUpdatesAndLeaves(boolean binary) throws Exception {
    try (JavaClient agent = JavaClient.open(server, !binary);
        JavaRestClient reader = JavaRestClient.open(server, binary)) {
      agent.enter("room", "ada", "here");
      agent.update("room", "ada", new byte[] {7});
      agent.leave("room", "ada", null);

      PresenceMessage[] overHttp = reader.channel("room").presence.history(null).items();
      PresenceMessage[] fromChannel =
          agent.channel("room").presence.history(null).items();

      assertThat(overHttp)
          .extracting(message -> message.action)
          .containsExactly(
              PresenceMessage.Action.leave,
              PresenceMessage.Action.update,
              PresenceMessage.Action.enter);
      assertThat(overHttp)
          .extracting(message -> message.data)
          .containsExactly(new byte[] {7}, new byte[] {7}, "here");
      assertThat(fromChannel).hasSize(3);
    }
  }

  private static List<String> names(PaginatedResult<Message> page) {
    List<String> names = new ArrayList<>();
    Arrays.asList(page.items()).forEach(message -> names.add(message.name));
    return names;
  }
}
