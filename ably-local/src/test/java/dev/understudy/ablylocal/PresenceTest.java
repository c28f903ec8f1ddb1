package dev.understudy.ablylocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ably.lib.types.PresenceMessage;
import io.ably.lib.types.PresenceMessage.Action;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    }
  }
}
