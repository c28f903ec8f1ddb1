package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ably.lib.types.Message;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  @AutoClose
  private final AblyLocal server = AblyLocal.start();

  @ParameterizedTest(name = "binary protocol: {0}")
  @ValueSource(booleans = {true, false})
  void reachSubscribersWithTheirData(boolean binary) throws Exception {
    try (JavaClient publisher = JavaClient.open(server, binary);
        JavaClient subscriber = JavaClient.open(server, !binary)) {
      List<Message> seen = subscriber.messagesOn(subscriber.channel("room"));

      publisher.publish("room", new Message("text", "hello"));
      publisher.publish("room", new Message("bytes", new byte[] {1, 2, (byte) 200}));

      await().atMost(JavaClient.PATIENCE).until(() -> seen.size() == 2);
      assertThat(seen.get(0).data).isEqualTo("hello");
      assertThat(seen.get(1).data).isEqualTo(new byte[] {1, 2, (byte) 200});
    }
  }
}
