package dev.understudy.ablylocal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.clients.JavaClient;
import dev.understudy.ablylocal.clients.WireClient;
import dev.understudy.ablylocal.time.ManualTimers;
import dev.understudy.ablylocal.wire.Action;
import dev.understudy.ablylocal.wire.Format;
import dev.understudy.ablylocal.wire.FrameLog;
import dev.understudy.ablylocal.wire.Frames;
import dev.understudy.ablylocal.wire.LoggedFrame;
import dev.understudy.ablylocal.wire.Outbound;
import io.ably.lib.types.Message;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameLogTest {

  @Nested
  class OfAServer {
    @RegisterExtension
    final AblyLocal ably = AblyLocal.builder().manualClock().build();

    @ParameterizedTest(name = "binary protocol: {0}")
    @ValueSource(booleans = {true, false})
    void tellsWhatAConnectionSentAndGot(boolean binary) throws Exception {
      try (JavaClient client = JavaClient.open(ably, binary);
          JavaClient other = JavaClient.open(ably, binary)) {
        other.attached("room");
        client.enter("room", "ada", "hello");

        List<LoggedFrame> frames = ably.frames(client.connectionId());

        assertThat(frames)
            .extracting(frame -> frame.direction() + " " + frame.action() + " " + frame.channel())
            .containsExactly(
                "OUTBOUND CONNECTED ",
                "INBOUND ATTACH room",
                "OUTBOUND ATTACHED room",
                "INBOUND PRESENCE room",
                "OUTBOUND PRESENCE room",
                "OUTBOUND ACK ");
        assertThat(frames).extracting(LoggedFrame::at).containsOnly(ably.clock().now());
        assertThat(frames.get(3).json().path("presence").get(0).path("data").asText())
            .isEqualTo("hello");
      }
    }

    @Test
    void tellsNoSecretThatAMessageBears() throws Exception {
      try (JavaClient client = JavaClient.open(ably, true).connected()) {
        Message message = new Message("n", "x");
        message.connectionKey = client.ably().connection.key;

        client.publish("room", message);

        assertThat(ably.frames(client.connectionId()).toString())
            .doesNotContain(client.ably().connection.key);
      }
    }

    @Test
    void tellsNoSecret() throws Exception {
      try (JavaClient client = JavaClient.open(ably, true).connected()) {
        assertThat(ably.frames(client.connectionId()).get(0).json().toString())
            .contains("\"connectionKey\":\"***\"")
            .doesNotContain(client.ably().connection.key);
      }
    }
  }

  @Test
  void marksBinaryDataAsJsonDoes() {
    FrameLog log = new FrameLog(new ManualTimers());
    ObjectNode frame = WireClient.tree("{'action':15,'messages':[{}]}");
    ((ObjectNode) frame.path("messages").get(0)).put("data", new byte[] {1, 2, 3});

    log.received("c", Format.MSGPACK, Format.MSGPACK.encode(frame));

    JsonNode message = log.of("c").get(0).json().path("messages").get(0);
    assertThat(message.path("data").asText()).isEqualTo("AQID");
    assertThat(message.path("encoding").asText()).isEqualTo("base64");
  }

  @Test
  void keepsTheLastFramesOnly() {
    FrameLog log = new FrameLog(new ManualTimers());

    for (int at = 0; at < 10_002; at++) {
      log.sent("c", new Outbound(Frames.frame(Action.HEARTBEAT).put("id", at)));
    }

    assertThat(log.of("c")).hasSize(10_000);
    assertThat(log.of("c").get(0).json().path("id").asInt()).isEqualTo(2);
    assertThat(log.of("d")).isEmpty();
  }

  @Test
  void keepsOnlySoMuch() {
    FrameLog log = new FrameLog(new ManualTimers());
    byte[] frame = "{\"action\":0,\"id\":\"%s\"}".formatted("x".repeat(1 << 20)).getBytes(US_ASCII);

    for (int at = 0; at < 20; at++) {
      log.received("c", Format.JSON, frame);
    }

    assertThat(log.of("c")).hasSize(15);
  }
}
