package dev.understudy.output.ably;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.understudy.ablylocal.AblyLocal;
import io.ably.lib.realtime.AblyRealtime;
import io.ably.lib.realtime.Channel;
import io.ably.lib.realtime.ConnectionState;
import io.ably.lib.types.AblyException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reader is refused. What it reads is told by {@link StepStreamTest}. */
class OutputReaderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AblyLocal ably = AblyLocal.start();
  private final AblyRealtime client;
  private final Channel channel;

  OutputReaderTest() throws AblyException {
    client = new AblyRealtime(ably.clientOptions());
    channel = client.channels.get("room");
  }

  @AfterEach
  void stop() {
    client.close();
    ably.close();
  }

  @Test
  void isRefusedToAClientThatIsClosed() {
    client.close();
    await().atMost(PATIENCE).until(() -> client.connection.state == ConnectionState.closed);

    assertThatThrownBy(() -> OutputReader.follow(channel, output -> {}))
        .isInstanceOf(AblyException.class)
        .hasMessageContaining("output in room cannot be read: ")
        .hasMessageEndingWith("; follow a channel of a client that is connected or connecting");
  }

  @Test
  @SuppressWarnings("NullAway") // as of a caller whose build does not look for nulls
  void needsAChannelAndAListener() {
    assertThatThrownBy(() -> OutputReader.follow(null, output -> {}))
        .hasMessage("a channel must not be null");
    assertThatThrownBy(() -> OutputReader.follow(channel, null))
        .hasMessage("a listener must not be null");
  }
}
