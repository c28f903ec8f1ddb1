package dev.understudy.ablylocal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.ablylocal.clients.WireClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutboundTest {
  private final ObjectNode tree =
      WireClient.tree("{'action':15,'timestamp':1795492856816,'messages':[{'encoding':'utf-8'}]}");

  @Test
  void carriesBinaryAsBase64InJson() {
    ((ObjectNode) tree.path("messages").get(0)).put("data", new byte[] {1, 2, 3});

    JsonNode message = json(new Outbound(tree)).path("messages").get(0);

    assertThat(message.path("data").asText()).isEqualTo("AQID");
    assertThat(message.path("encoding").asText()).isEqualTo("utf-8/base64");
  }

  @Test
  void carriesBinaryAsItIsInMessagePackWhateverJsonNeeded() throws Exception {
    ((ObjectNode) tree.path("messages").get(0)).put("data", new byte[] {1, 2, 3});
    Outbound outbound = new Outbound(tree);

    outbound.json();
    JsonNode message =
        Format.MSGPACK.decode(outbound.msgpack()).orElseThrow().path("messages").get(0);

    assertThat(message.path("data").binaryValue()).containsExactly(1, 2, 3);
    assertThat(message.path("encoding").asText()).isEqualTo("utf-8");
  }

  @Test
  void saysTheSameInBothFormats() {
    Outbound outbound = new Outbound(tree);

    assertThat(Format.MSGPACK.decode(outbound.msgpack())).contains(tree);
    assertThat(json(outbound)).isEqualTo(tree);
  }

  @Test
  void isWrittenOnceForEachFormat() {
    Outbound outbound = new Outbound(tree);

    assertThat(outbound.json()).isSameAs(outbound.json());
    assertThat(outbound.msgpack()).isSameAs(outbound.msgpack());
  }

  private static JsonNode json(Outbound outbound) {
    return Format.JSON.decode(outbound.json().getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
